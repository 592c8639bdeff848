//! A circular as a file: one document, its settings in the order of the text, what it revokes.

use crate::fields::{DocumentError, Fields, parse_table};
use crate::value::RawValue;
use chrono::NaiveDate;
use siaga_civil::{RegionCode, RegionLevel};

/// One circular with all that it sets and revokes, as the file says it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Name of the file, for faults and for pairing with its cases.
    pub file: String,
    /// The head of the file.
    pub circular: Circular,
    /// Its settings in the order of the text.
    pub sets: Vec<SetLine>,
    /// Other circulars that it ends.
    pub revokes: Vec<Revocation>,
}

/// The head of a circular.
#[derive(Debug, Clone)]
pub struct Circular {
    /// Name by which other files and reasons refer to it.
    pub id: String,
    /// Who signed it.
    pub issuer: String,
    /// What it is called.
    pub title: String,
    /// Where and for whom all of it holds.
    pub scope: Scope,
    /// Where the text was read.
    pub source: String,
    /// Day on which a person last compared the file with its source.
    pub checked_on: NaiveDate,
    /// Whether the values were read in the source; `false` asks for a note.
    pub verified: bool,
    /// What a reader must know.
    pub note: Option<String>,
    /// Day of signature; absent when unknown.
    pub issued_on: Option<NaiveDate>,
    /// First day on which the government knew the circular, when later than its signature.
    pub known_from: Option<NaiveDate>,
    /// A setting of the program: answers only where no circular does.
    pub is_default: bool,
    /// Wins over ordinary circulars for its short time, whatever their place.
    pub is_temporary: bool,
    /// Condition over facts for all lines, as CEL text.
    pub when: Option<String>,
    /// Facts for which the circular says nothing on purpose, as CEL text.
    pub silent_where: Option<String>,
    /// Ids of the circulars that this one rests on.
    pub basis: Vec<String>,
}

/// Where and for whom a circular or a line of it holds; an empty scope is the whole nation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The region with all regions inside it.
    pub region: Option<RegionCode>,
    /// A kind of agency, such as one that serves the public.
    pub agency_kind: Option<String>,
    /// One agency or work unit by its code.
    pub unit: Option<String>,
}

/// One `[[set]]`: a value of a parameter from a day on.
#[derive(Debug, Clone)]
pub struct SetLine {
    /// Name of the parameter.
    pub parameter: String,
    /// The value as written; the book checks it against the declaration.
    pub value: RawValue,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force.
    pub until: Option<NaiveDate>,
    /// Article or number in the circular; empty is a finding of the book.
    pub article: String,
    /// Narrows the scope of the circular for this line.
    pub scope: Scope,
    /// Overrides the mark of the circular for this line.
    pub verified: bool,
    /// What a reader must know about this line.
    pub note: Option<String>,
    /// Condition over facts for this line beside that of the circular, as CEL text.
    pub when: Option<String>,
    /// Facts for which the circular says nothing about this parameter on purpose, as CEL text.
    pub silent_where: Option<String>,
}

/// One `[[revokes]]`: another circular ends.
#[derive(Debug, Clone)]
pub struct Revocation {
    /// Id of the circular that ends.
    pub circular: String,
    /// First day on which the other circular is no longer in force.
    pub from: NaiveDate,
    /// Article that revokes; may be empty.
    pub article: String,
}

impl Document {
    /// Parses the text of one circular file.
    ///
    /// # Errors
    /// The first fault with file, key and what to do about it.
    pub fn parse(file: &str, text: &str) -> Result<Document, DocumentError> {
        let mut root = Fields::new(file, "", parse_table(file, text)?);
        let head = root.table("circular")?.ok_or_else(|| root.missing("circular", "a [circular] table"))?;
        let circular = read_circular(head)?;
        let mut sets = Vec::new();
        for line in root.tables("set")? {
            sets.push(read_set(file, line, &circular)?);
        }
        let mut revokes = Vec::new();
        for line in root.tables("revokes")? {
            revokes.push(read_revocation(line)?);
        }
        root.finish()?;
        if sets.is_empty() && revokes.is_empty() {
            return Err(DocumentError::Empty { file: file.to_owned() });
        }
        Ok(Document { file: file.to_owned(), circular, sets, revokes })
    }
}

impl Circular {
    /// Returns the first day on which somebody could know this circular, given the start of a line.
    ///
    /// The day of entry counts before the day of signature; without both, the line is taken as known
    /// from its own first day.
    pub fn known_from(&self, line_from: NaiveDate) -> NaiveDate {
        self.known_from.or(self.issued_on).unwrap_or(line_from)
    }
}

impl Scope {
    /// Returns whether a question about this place, kind of agency and unit falls inside.
    pub fn covers(&self, place: Option<&RegionCode>, agency_kind: Option<&str>, unit: Option<&str>) -> bool {
        let region_covers = match (&self.region, place) {
            (None, _) => true,
            (Some(region), Some(place)) => place.is_within(region),
            (Some(_), None) => false,
        };
        let names = |own: &Option<String>, asked: Option<&str>| own.is_none() || own.as_deref() == asked;
        region_covers && names(&self.agency_kind, agency_kind) && names(&self.unit, unit)
    }

    /// Returns whether all who fall inside the other scope fall inside this one.
    pub(crate) fn contains(&self, other: &Scope) -> bool {
        self.covers(other.region.as_ref(), other.agency_kind.as_deref(), other.unit.as_deref())
    }

    /// Returns whether the scope is the whole nation.
    pub fn is_national(&self) -> bool {
        *self == Scope::default()
    }

    /// Returns how narrow the scope is: a unit before any region, a deeper region before a wider one,
    /// a kind of agency before all agencies of the same region.
    pub fn depth(&self) -> u32 {
        let region_levels = self.region.map_or(0, |region| match region.level() {
            RegionLevel::Province => 1,
            RegionLevel::Regency => 2,
            RegionLevel::District => 3,
            RegionLevel::Village => 4,
        });
        u32::from(self.unit.is_some()) * 100 + region_levels * 10 + u32::from(self.agency_kind.is_some())
    }

    fn narrowed_by(&self, line: Scope) -> Scope {
        Scope {
            region: line.region.or(self.region),
            agency_kind: line.agency_kind.or_else(|| self.agency_kind.clone()),
            unit: line.unit.or_else(|| self.unit.clone()),
        }
    }
}

fn read_circular(mut head: Fields<'_>) -> Result<Circular, DocumentError> {
    let scope = match head.table("scope")? {
        None => Scope::default(),
        Some(mut fields) => {
            let scope = Scope {
                region: fields.optional_region("region")?,
                agency_kind: fields.optional_text("agency_kind")?,
                unit: fields.optional_text("unit")?,
            };
            fields.finish()?;
            scope
        }
    };
    let verified = head.flag("verified")?;
    let note = head.optional_text("note")?;
    if !verified && note.is_none() {
        return Err(head.missing("note", "one sentence on what nobody has checked yet"));
    }
    let circular = Circular {
        id: head.text("id")?,
        issuer: head.text("issuer")?,
        title: head.text("title")?,
        scope,
        source: head.text("source")?,
        checked_on: head.date("checked_on")?,
        verified,
        note,
        issued_on: head.optional_date("issued_on")?,
        known_from: head.optional_date("known_from")?,
        is_default: head.optional_flag("default")?.unwrap_or(false),
        is_temporary: head.optional_flag("temporary")?.unwrap_or(false),
        when: head.optional_text("when")?,
        silent_where: head.optional_text("silent_where")?,
        basis: head.text_list("basis")?,
    };
    head.finish()?;
    Ok(circular)
}

fn read_set(file: &str, mut line: Fields<'_>, circular: &Circular) -> Result<SetLine, DocumentError> {
    let key = line.path("until");
    let from = line.date("from")?;
    let until = line.optional_date("until")?;
    match until {
        Some(until) if until < from => {
            return Err(DocumentError::EndsBeforeStart { file: file.to_owned(), key, from, until });
        }
        None if circular.is_temporary => {
            return Err(DocumentError::TemporaryWithoutEnd { file: file.to_owned(), key });
        }
        _ => {}
    }
    let place_key = line.path("place");
    let own = Scope {
        region: line.optional_region("place")?,
        agency_kind: line.optional_text("agency_kind")?,
        unit: line.optional_text("unit")?,
    };
    if let (Some(place), Some(region)) = (&own.region, &circular.scope.region)
        && !place.is_within(region)
    {
        let region = region.to_string();
        return Err(DocumentError::PlaceOutsideScope { file: file.to_owned(), key: place_key, region });
    }
    let set = SetLine {
        parameter: line.text("parameter")?,
        value: line.raw_value("value")?,
        from,
        until,
        article: line.optional_text("article")?.unwrap_or_default(),
        scope: circular.scope.narrowed_by(own),
        verified: line.optional_flag("verified")?.unwrap_or(circular.verified),
        note: line.optional_text("note")?,
        when: line.optional_text("when")?,
        silent_where: line.optional_text("silent_where")?,
    };
    line.finish()?;
    Ok(set)
}

fn read_revocation(mut line: Fields<'_>) -> Result<Revocation, DocumentError> {
    let revocation = Revocation {
        circular: line.text("circular")?,
        from: line.date("from")?,
        article: line.optional_text("article")?.unwrap_or_default(),
    };
    line.finish()?;
    Ok(revocation)
}
