//! The fields of a draft: as a form with lines, or as the law text itself.

use crate::model::{Letter, NewCircular, OwnCircular};
use crate::rules::law_form::{EndForm, FormFault, LawForm, LineForm};
use siaga_platform::web::{FormPairs, Upload};
use siaga_platform::{Ctx, Problem};
use siaga_policy::ParamKind;

/// Empty lines that a form offers beside those that are filled.
const SPARE_LINES: usize = 2;

/// A draft as its form shows it.
#[derive(Debug, Clone, Default)]
pub(super) struct DraftForm {
    /// Whether the law text itself is edited.
    pub(super) is_text: bool,
    pub(super) law: LawForm,
    pub(super) text: String,
    pub(super) cases: String,
    pub(super) letter: Letter,
}

impl DraftForm {
    /// Returns an empty form of the government.
    pub(super) fn empty(ctx: &Ctx) -> Self {
        let region = ctx.government.region.to_string();
        let law = LawForm {
            id: format!("{region}/{}-", ctx.today()),
            issuer: ctx.government.name.clone(),
            dated_on: ctx.today().to_string(),
            region,
            ..LawForm::default()
        };
        Self { law, ..Self::default() }.with_spare_lines()
    }

    /// Returns the form of a draft; its text where it says more than the form has fields for.
    pub(super) fn of(ctx: &Ctx, row: &OwnCircular, as_text: bool) -> Self {
        let law = if as_text { None } else { LawForm::of_law(&row.law, |name| kind_of(ctx, name)) };
        let form = Self {
            is_text: law.is_none(),
            law: law.unwrap_or_default(),
            text: row.law.clone(),
            cases: row.cases.clone(),
            letter: row.letter.clone(),
        };
        form.with_spare_lines()
    }

    /// Returns what was typed.
    pub(super) fn typed(upload: &Upload) -> Self {
        let form = &upload.fields;
        let given = |name: &str| form.text(name).to_owned();
        let long = |name: &str| form.first(name).unwrap_or_default().replace("\r\n", "\n");
        let file = upload.maybe_file("file").map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
        let law = LawForm {
            id: given("id"),
            title: given("title"),
            issuer: given("issuer"),
            region: given("region"),
            dated_on: given("dated_on"),
            note: given("note"),
            when: given("circular_when"),
            silent_where: given("silent_where"),
            basis: given("basis"),
            is_temporary: !form.text("temporary").is_empty(),
            lines: lines(form),
            ends: ends(form),
        };
        let letter = Letter {
            background: long("background"),
            body: long("body"),
            closing: given("closing"),
            recipients: long("recipients"),
            carbon_copies: long("carbon_copies"),
        };
        Self {
            is_text: form.text("mode") == "text",
            law,
            text: file.unwrap_or_else(|| long("law")),
            cases: long("cases"),
            letter,
        }
    }

    /// Returns the draft that was typed.
    ///
    /// # Errors
    /// `directives.form_value` and `directives.form_date` on the field.
    pub(super) fn to_new(&self, ctx: &Ctx) -> Result<NewCircular, Problem> {
        let law = if self.is_text {
            self.text.clone()
        } else {
            self.law.to_law(|name| kind_of(ctx, name)).map_err(problem)?
        };
        Ok(NewCircular { law, cases: self.cases.clone(), letter: self.letter.clone() })
    }

    pub(super) fn with_spare_lines(mut self) -> Self {
        self.law.lines.extend(std::iter::repeat_n(LineForm::default(), SPARE_LINES));
        self.law.ends.push(EndForm::default());
        self
    }
}

fn kind_of(ctx: &Ctx, parameter: &str) -> Option<ParamKind> {
    ctx.law().book.declarations().find(|decl| decl.name == parameter).map(|decl| decl.kind)
}

fn problem(fault: FormFault) -> Problem {
    match fault {
        FormFault::Value { line, parameter, value } => Problem::invalid("directives.form_value")
            .on_field(format!("value-{line}"))
            .with("line", line)
            .with("parameter", parameter)
            .with("value", value),
        FormFault::Date { field, text } => {
            Problem::invalid("directives.form_date").on_field(field).with("text", text)
        }
    }
}

/// Every line sends all of its fields, in the order of the page.
fn column(form: &FormPairs, name: &str) -> Vec<String> {
    form.all(name).map(|value| value.trim().to_owned()).collect()
}

fn lines(form: &FormPairs) -> Vec<LineForm> {
    let names = ["parameter", "value", "from", "until", "article", "place", "unit", "when", "line_note"];
    let columns = names.map(|name| column(form, name));
    let cell = |column: usize, row: usize| columns[column].get(row).cloned().unwrap_or_default();
    let line = |row: usize| LineForm {
        parameter: cell(0, row),
        value: cell(1, row),
        from: cell(2, row),
        until: cell(3, row),
        article: cell(4, row),
        place: cell(5, row),
        unit: cell(6, row),
        when: cell(7, row),
        note: cell(8, row),
    };
    (0..columns[0].len()).map(line).filter(|line| !line.is_empty()).collect()
}

fn ends(form: &FormPairs) -> Vec<EndForm> {
    let columns = ["end_circular", "end_from", "end_article"].map(|name| column(form, name));
    let cell = |column: usize, row: usize| columns[column].get(row).cloned().unwrap_or_default();
    let end = |row: usize| EndForm { circular: cell(0, row), from: cell(1, row), article: cell(2, row) };
    (0..columns[0].len()).map(end).filter(|end| !end.is_empty()).collect()
}
