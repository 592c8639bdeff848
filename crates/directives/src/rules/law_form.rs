//! The form of a circular and the law text that it stands for.

use super::law_values;
use siaga_policy::ParamKind;
use std::fmt::Write as _;
use toml::{Table, Value};

/// A circular as the fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LawForm {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) region: String,
    pub(crate) dated_on: String,
    pub(crate) note: String,
    pub(crate) when: String,
    pub(crate) silent_where: String,
    /// Ids of circulars, parted by `;` or line ends.
    pub(crate) basis: String,
    pub(crate) is_temporary: bool,
    pub(crate) lines: Vec<LineForm>,
    pub(crate) ends: Vec<EndForm>,
}

/// A line of law as the fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LineForm {
    pub(crate) parameter: String,
    pub(crate) value: String,
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) article: String,
    pub(crate) place: String,
    pub(crate) unit: String,
    pub(crate) when: String,
    pub(crate) note: String,
}

/// The end of another circular as the fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EndForm {
    pub(crate) circular: String,
    pub(crate) from: String,
    pub(crate) article: String,
}

/// A field that cannot be written as law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormFault {
    /// The value does not fit its parameter.
    Value { line: usize, parameter: String, value: String },
    /// No date can be read there.
    Date { field: String, text: String },
}

impl LineForm {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl EndForm {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl LawForm {
    /// Writes the law text of the form; empty lines are left out.
    pub(crate) fn to_law(&self, kind_of: impl Fn(&str) -> Option<ParamKind>) -> Result<String, FormFault> {
        let dated_on = date(&self.dated_on, || "dated_on".to_owned())?;
        let mut law = "[circular]\n".to_owned();
        text(&mut law, "id", &self.id);
        text(&mut law, "issuer", &self.issuer);
        text(&mut law, "title", &self.title);
        if !self.region.is_empty() {
            put(&mut law, "scope", &format!("{{ region = {} }}", quoted(&self.region)));
        }
        text(&mut law, "source", "naskah yang ditandatangani dalam program ini");
        put(&mut law, "checked_on", &dated_on);
        put(&mut law, "verified", "true");
        put(&mut law, "issued_on", &dated_on);
        text(&mut law, "note", &self.note);
        text(&mut law, "when", &self.when);
        text(&mut law, "silent_where", &self.silent_where);
        let basis = self.basis.split([';', '\n']).map(str::trim).filter(|id| !id.is_empty());
        let basis: Vec<String> = basis.map(quoted).collect();
        if !basis.is_empty() {
            put(&mut law, "basis", &format!("[{}]", basis.join(", ")));
        }
        if self.is_temporary {
            put(&mut law, "temporary", "true");
        }
        for (index, line) in self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            law.push_str(&line.to_law(index + 1, &kind_of)?);
        }
        for (index, end) in self.ends.iter().enumerate().filter(|(_, end)| !end.is_empty()) {
            law.push_str("\n[[revokes]]\n");
            text(&mut law, "circular", &end.circular);
            put(&mut law, "from", &date(&end.from, || format!("end_from-{}", index + 1))?);
            text(&mut law, "article", &end.article);
        }
        Ok(law)
    }

    /// Reads a law text as a form; nothing when it says more than the form has fields for.
    pub(crate) fn of_law(law: &str, kind_of: impl Fn(&str) -> Option<ParamKind>) -> Option<Self> {
        if law.lines().any(|line| line.trim_start().starts_with('#')) {
            return None;
        }
        let mut root: Table = law.parse().ok()?;
        let mut head = Taken(root.remove("circular")?.as_table()?.clone());
        let mut form = Self {
            id: head.text("id")?,
            title: head.text("title")?,
            issuer: head.text("issuer")?,
            note: head.text("note")?,
            when: head.text("when")?,
            silent_where: head.text("silent_where")?,
            dated_on: head.date("issued_on")?,
            ..Self::default()
        };
        let scope = head.0.remove("scope").unwrap_or_else(|| Value::Table(Table::new()));
        let mut scope = Taken(scope.as_table()?.clone());
        form.region = scope.text("region")?;
        form.basis = match head.0.remove("basis") {
            None => String::new(),
            Some(Value::Array(items)) => {
                items.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join("; ")
            }
            Some(_) => return None,
        };
        form.is_temporary = matches!(head.0.remove("temporary"), Some(Value::Boolean(true)));
        let is_own = head.text("source")? == "naskah yang ditandatangani dalam program ini"
            && matches!(head.0.remove("verified"), Some(Value::Boolean(true)))
            && head.date("checked_on")? == form.dated_on;
        for line in tables(&mut root, "set")? {
            form.lines.push(LineForm::of_law(line, &kind_of)?);
        }
        for end in tables(&mut root, "revokes")? {
            let mut end = Taken(end);
            let (circular, from, article) = (end.text("circular")?, end.date("from")?, end.text("article")?);
            form.ends.push(EndForm { circular, from, article });
            end.is_empty().then_some(())?;
        }
        (is_own && root.is_empty() && head.is_empty() && scope.is_empty()).then_some(form)
    }
}

impl LineForm {
    fn to_law(&self, line: usize, kind_of: impl Fn(&str) -> Option<ParamKind>) -> Result<String, FormFault> {
        let (parameter, value) = (self.parameter.clone(), self.value.clone());
        let read = law_values::read(kind_of(&parameter), &value);
        let read = read.ok_or(FormFault::Value { line, parameter, value })?;
        let mut law = "\n[[set]]\n".to_owned();
        text(&mut law, "parameter", &self.parameter);
        put(&mut law, "value", &read.to_string());
        put(&mut law, "from", &date(&self.from, || format!("from-{line}"))?);
        if !self.until.is_empty() {
            put(&mut law, "until", &date(&self.until, || format!("until-{line}"))?);
        }
        text(&mut law, "article", &self.article);
        text(&mut law, "place", &self.place);
        text(&mut law, "unit", &self.unit);
        text(&mut law, "when", &self.when);
        text(&mut law, "note", &self.note);
        Ok(law)
    }

    fn of_law(line: Table, kind_of: impl Fn(&str) -> Option<ParamKind>) -> Option<Self> {
        let mut line = Taken(line);
        let parameter = line.text("parameter")?;
        let value = law_values::write(kind_of(&parameter), &line.0.remove("value")?)?;
        let form = Self {
            value,
            from: line.date("from")?,
            until: line.date("until")?,
            article: line.text("article")?,
            place: line.text("place")?,
            unit: line.text("unit")?,
            when: line.text("when")?,
            note: line.text("note")?,
            parameter,
        };
        line.is_empty().then_some(form)
    }
}

/// A table from which keys are taken as they are read.
struct Taken(Table);

impl Taken {
    /// Returns a text, empty when the key is absent; nothing when it is of another kind.
    fn text(&mut self, key: &str) -> Option<String> {
        match self.0.remove(key) {
            None => Some(String::new()),
            Some(Value::String(text)) => Some(text),
            Some(_) => None,
        }
    }

    fn date(&mut self, key: &str) -> Option<String> {
        match self.0.remove(key) {
            None => Some(String::new()),
            Some(Value::Datetime(stamp)) => Some(stamp.to_string()),
            Some(_) => None,
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn tables(root: &mut Table, key: &str) -> Option<Vec<Table>> {
    match root.remove(key) {
        None => Some(Vec::new()),
        Some(Value::Array(items)) => items.into_iter().map(|item| item.as_table().cloned()).collect(),
        Some(_) => None,
    }
}

fn date(text: &str, field: impl Fn() -> String) -> Result<String, FormFault> {
    let read = siaga_civil::parse_date(text);
    read.map(|on| on.to_string()).map_err(|_| FormFault::Date { field: field(), text: text.to_owned() })
}

/// Texts that are empty are absent in law files.
fn text(law: &mut String, key: &str, value: &str) {
    if !value.trim().is_empty() {
        put(law, key, &quoted(value));
    }
}

fn quoted(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::String(line).to_string()
}

fn put(law: &mut String, key: &str, value: &str) {
    writeln!(law, "{key} = {value}").expect("writing to a string succeeds");
}

#[cfg(test)]
mod tests {
    use super::*;
    use siaga_policy::Document;

    fn kind_of(parameter: &str) -> Option<ParamKind> {
        match parameter {
            "arrangements.office_share_max" => Some(ParamKind::Permille),
            "attendance.fingerprint_required" => Some(ParamKind::Flag),
            _ => None,
        }
    }

    fn form() -> LawForm {
        LawForm {
            id: "12.18/2021-06-21-wfh".to_owned(),
            title: "Kerja dari rumah \"sementara\"".to_owned(),
            issuer: "Bupati Contoh".to_owned(),
            region: "12.18".to_owned(),
            dated_on: "2021-06-20".to_owned(),
            when: "zone == 'red'".to_owned(),
            basis: "panrb/a; panrb/b".to_owned(),
            lines: vec![LineForm {
                parameter: "arrangements.office_share_max".to_owned(),
                value: "37,5 %".to_owned(),
                from: "2021-06-21".to_owned(),
                until: "2021-07-04".to_owned(),
                article: "angka 1".to_owned(),
                ..LineForm::default()
            }],
            ends: vec![EndForm {
                circular: "12.18/2021-05-01-wfh".to_owned(),
                from: "2021-06-21".to_owned(),
                article: "angka 9".to_owned(),
            }],
            ..LawForm::default()
        }
    }

    #[test]
    fn a_form_becomes_a_law_text_that_parses_and_is_the_same_form_again() {
        let law = form().to_law(kind_of).expect("all fields can be read");
        let document = Document::parse("draft", &law).expect("the text is complete");
        assert_eq!(document.sets[0].value.to_string(), "375");
        assert_eq!(document.circular.basis, ["panrb/a", "panrb/b"]);
        assert_eq!(document.revokes[0].circular, "12.18/2021-05-01-wfh");
        assert_eq!(LawForm::of_law(&law, kind_of), Some(form()));
    }

    #[test]
    fn a_text_that_says_more_than_the_form_is_left_as_text() {
        let law = form().to_law(kind_of).expect("all fields can be read");
        assert_eq!(LawForm::of_law(&format!("# why\n{law}"), kind_of), None, "a remark would get lost");
        let kind = law.replace("article = \"angka 1\"", "article = \"angka 1\"\nagency_kind = \"clinic\"");
        assert_eq!(LawForm::of_law(&kind, kind_of), None);
        assert_eq!(LawForm::of_law(&law.replace("verified = true", "verified = false"), kind_of), None);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        let mut share = form();
        share.lines[0].value = "50".to_owned();
        let wrong = share.to_law(kind_of).expect_err("50 of what?");
        assert!(matches!(wrong, FormFault::Value { line: 1, .. }), "{wrong:?}");
        let mut day = form();
        day.lines[0].from = "besok".to_owned();
        let wrong = day.to_law(kind_of).expect_err("no date");
        assert_eq!(wrong, FormFault::Date { field: "from-1".to_owned(), text: "besok".to_owned() });
    }
}
