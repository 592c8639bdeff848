//! What the layout and the pages of all capabilities show from.

use crate::capability::{NavEntry, Permit};
use crate::ctx::{App, Ctx};
use crate::locale::Locale;
use crate::problem::Problem;
use crate::web::{assets, scope};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_civil::{CivilZone, Ratio};
use std::fmt::Display;

/// An entry of the main menu, ready to show.
#[derive(Debug, Clone)]
pub struct MenuEntry {
    /// Address.
    pub path: &'static str,
    /// Label in the reader's language.
    pub label: String,
    /// Whether the page is this one or below it.
    pub is_current: bool,
}

/// A problem, ready to show: in the summary at the top and beside its field.
#[derive(Debug, Clone)]
pub struct ShownProblem {
    /// Field it belongs to, empty for none.
    pub field: String,
    /// Text in the reader's language.
    pub text: String,
}

/// A step of the way from the first page to this one.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Address.
    pub path: String,
    /// Label in the reader's language.
    pub label: String,
}

/// A cut through a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    /// This page, from 1.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Rows of the whole list.
    pub rows: u64,
}

impl Pagination {
    /// Rows of a page.
    pub const ROWS: u32 = 50;

    /// Returns the cut of a list of `rows` at the wanted page; too high a page is the last one.
    pub fn new(page: Option<u32>, rows: u64) -> Self {
        let pages = u32::try_from(rows.div_ceil(u64::from(Self::ROWS))).unwrap_or(u32::MAX).max(1);
        Self { page: page.unwrap_or(1).clamp(1, pages), pages, rows }
    }

    /// Returns how many rows come before this page.
    pub fn offset(&self) -> u64 {
        u64::from(self.page - 1) * u64::from(Self::ROWS)
    }
}

/// Everything that `layout.html` and `macros.html` need; each page template has one as `page`.
#[derive(Debug, Clone)]
pub struct Page {
    /// Title in the reader's language.
    pub title: String,
    /// Path of this page.
    pub path: String,
    /// Path with its query, for forms that come back here.
    pub target: String,
    /// Way to this page.
    pub crumbs: Vec<Crumb>,
    /// Areas of the menu, where the actor may use too many entries for one row; each leads to its first one.
    pub areas: Vec<MenuEntry>,
    /// Menu entries that the actor may use; where there are areas, those of the present one.
    pub menu: Vec<MenuEntry>,
    /// Pages that are open to everybody, at the foot.
    pub open_pages: Vec<MenuEntry>,
    /// Government as on its letterhead; empty where nobody is signed in and none is known.
    pub government: String,
    /// Name of the signed-in person, empty for nobody.
    pub user: String,
    /// Token of forms.
    pub csrf: String,
    /// Language.
    pub locale: Locale,
    /// The simulated civil time, where the clock is not the real one.
    pub simulated: Option<String>,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// Said once after an operation.
    pub flash: Option<String>,
    /// What is wrong with the form.
    pub problems: Vec<ShownProblem>,
    zone: CivilZone,
    app: App,
}

impl Page {
    /// Returns the page of this request with a title by message id.
    pub fn new(ctx: &Ctx, title_id: &str) -> Self {
        let mut page = Self::plain(&ctx.app, ctx.locale, title_id);
        page.zone = ctx.government.zone;
        page.government.clone_from(&ctx.government.name);
        let shown = menu(ctx, &page.path);
        (page.open_pages, page.areas, page.menu) = (shown.open, shown.areas, shown.entries);
        if ctx.actor.is_signed_in() {
            page.user.clone_from(&ctx.actor.name);
        }
        if ctx.app.clock.is_simulated() {
            page.simulated = Some(format!("{} {}", page.date_long(ctx.today()), page.clock(ctx.now())));
        }
        page
    }

    /// Returns a page that needs neither session nor database, for errors.
    pub(crate) fn plain(app: &App, locale: Locale, title_id: &str) -> Self {
        let scope = scope::current();
        Self {
            title: app.texts.text(locale, title_id, &[]),
            path: scope.path.clone(),
            target: scope.target.clone(),
            crumbs: Vec::new(),
            menu: Vec::new(),
            areas: Vec::new(),
            open_pages: Vec::new(),
            government: String::new(),
            user: String::new(),
            csrf: scope.csrf.clone(),
            locale,
            simulated: None,
            demo: app.demo,
            flash: scope.flash.clone(),
            problems: Vec::new(),
            zone: CivilZone::Wib,
            app: app.clone(),
        }
    }

    /// Replaces the title by ready text (the name of an agency, a person).
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a step to the way shown above the title.
    #[must_use]
    pub fn under(mut self, path: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { path: path.into(), label: label.into() });
        self
    }

    /// Adds a problem to the summary and to its field.
    #[must_use]
    pub fn with_problem(mut self, problem: &Problem) -> Self {
        self.add_problem(problem);
        self
    }

    /// Adds a problem to the summary and to its field.
    pub fn add_problem(&mut self, problem: &Problem) {
        let field = problem.field.clone().unwrap_or_default();
        self.problems.push(ShownProblem { field, text: self.problem_text(problem) });
    }

    /// Returns the text of a message.
    pub fn t(&self, id: impl AsRef<str>) -> String {
        self.app.texts.text(self.locale, id.as_ref(), &[])
    }

    /// Returns the text of a message with one value.
    pub fn t1(&self, id: impl AsRef<str>, name: &str, value: impl ToString) -> String {
        self.app.texts.text(self.locale, id.as_ref(), &[(name, value.to_string())])
    }

    /// Returns the text of a message with two values.
    pub fn t2(
        &self,
        id: impl AsRef<str>,
        name: &str,
        value: impl ToString,
        other_name: &str,
        other: impl ToString,
    ) -> String {
        self.tn(id, &[(name, value.to_string()), (other_name, other.to_string())])
    }

    /// Returns the text of a message with values.
    pub fn tn(&self, id: impl AsRef<str>, values: &[(&str, String)]) -> String {
        self.app.texts.text(self.locale, id.as_ref(), values)
    }

    /// Returns the text of a problem: what happened and what to do.
    pub fn problem_text(&self, problem: &Problem) -> String {
        problem_text(&self.app, self.locale, problem)
    }

    /// Returns what is wrong with a field, empty for nothing.
    pub fn error_of(&self, field: impl AsRef<str>) -> &str {
        let field = field.as_ref();
        self.problems.iter().find(|problem| problem.field == field).map_or("", |problem| &problem.text)
    }

    /// Returns whether two values read the same: an option and what was chosen.
    pub fn is_same(&self, one: impl Display, other: impl Display) -> bool {
        format!("{one}") == format!("{other}")
    }

    /// Returns whether the reader's language is English.
    pub fn is_english(&self) -> bool {
        self.locale == Locale::English
    }

    /// Returns a date: `26 Mei 2020`.
    pub fn date(&self, on: impl Given<NaiveDate>) -> String {
        let on = on.given();
        match self.locale {
            Locale::Indonesian => siaga_civil::date_short(on),
            Locale::English => siaga_civil::date_short_english(on),
        }
    }

    /// Returns a date with its weekday: `Selasa, 26 Mei 2020`.
    pub fn date_long(&self, on: impl Given<NaiveDate>) -> String {
        let on = on.given();
        match self.locale {
            Locale::Indonesian => siaga_civil::date_long(on),
            Locale::English => siaga_civil::date_long_english(on),
        }
    }

    /// Returns a month: `Mei 2020`.
    pub fn month(&self, on: impl Given<NaiveDate>) -> String {
        let on = on.given();
        match self.locale {
            Locale::Indonesian => siaga_civil::month_long(on),
            Locale::English => siaga_civil::month_long_english(on),
        }
    }

    /// Returns an instant as the government's clocks show it: `26 Mei 2020 07.30 WIB`.
    pub fn time(&self, at: impl Given<DateTime<Utc>>) -> String {
        let at = at.given();
        format!("{} {}", self.date(self.zone.local(at).date()), self.clock(at))
    }

    /// Returns the time of day of an instant at the government's offices: `07.30 WIB`.
    pub fn clock(&self, at: impl Given<DateTime<Utc>>) -> String {
        let at = at.given();
        let local = self.zone.local(at).time();
        let text = match self.locale {
            Locale::Indonesian => siaga_civil::clock(local),
            Locale::English => siaga_civil::clock_english(local),
        };
        format!("{text} {}", self.zone.abbreviation())
    }

    /// Returns a whole number with separators: `7.600`.
    pub fn number(&self, number: impl Given<i64>) -> String {
        let number = number.given();
        match self.locale {
            Locale::Indonesian => siaga_civil::thousands(number),
            Locale::English => siaga_civil::thousands_english(number),
        }
    }

    /// Returns a rate: `98,39 %`, or a dash when nothing was to be counted.
    pub fn ratio(&self, ratio: impl Given<Ratio>) -> String {
        let ratio = ratio.given();
        match self.locale {
            Locale::Indonesian => ratio.to_string(),
            Locale::English => ratio.english(),
        }
    }

    /// Returns the address of one of our own files.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset_url(name)
    }
}

/// A value to show; templates hand most of them over behind one reference or more.
pub trait Given<T> {
    /// Returns the value. A whole number that is too large to show becomes the largest one.
    fn given(&self) -> T;
}

impl<T, U: Given<T>> Given<T> for &U {
    fn given(&self) -> T {
        (**self).given()
    }
}

macro_rules! given {
    ($($from:ty => $to:ty, $convert:expr;)*) => {
        $(impl Given<$to> for $from {
            fn given(&self) -> $to {
                $convert(*self)
            }
        })*
    };
}

given! {
    NaiveDate => NaiveDate, std::convert::identity;
    DateTime<Utc> => DateTime<Utc>, std::convert::identity;
    Ratio => Ratio, std::convert::identity;
    i64 => i64, std::convert::identity;
    i16 => i64, i64::from;
    i32 => i64, i64::from;
    u8 => i64, i64::from;
    u16 => i64, i64::from;
    u32 => i64, i64::from;
    u64 => i64, |number| i64::try_from(number).unwrap_or(i64::MAX);
    usize => i64, |number| i64::try_from(number).unwrap_or(i64::MAX);
}

/// Returns the text of a problem in a language.
pub(crate) fn problem_text(app: &App, locale: Locale, problem: &Problem) -> String {
    let values: Vec<(&str, String)> =
        problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    app.texts
        .maybe(locale, &problem.message_id(), &values)
        .unwrap_or_else(|| app.texts.text(locale, "problem-unknown", &[("code", problem.code.clone())]))
}

/// Entries that fit into one row without areas.
const ENTRIES_OF_ONE_ROW: usize = 10;

/// The menu of an actor on a page.
struct Menu {
    open: Vec<MenuEntry>,
    areas: Vec<MenuEntry>,
    entries: Vec<MenuEntry>,
}

/// Returns the entries for everybody and those of the actor, in areas where they are many.
fn menu(ctx: &Ctx, path: &str) -> Menu {
    let mut entries: Vec<NavEntry> =
        scope::current().nav.iter().filter(|entry| may_use(ctx, entry.permit)).copied().collect();
    entries.sort_by_key(|entry| entry.order);
    let current = entries
        .iter()
        .map(|entry| entry.path)
        .filter(|entry| path == *entry || (*entry != "/" && path.starts_with(&format!("{entry}/"))))
        .max_by_key(|entry| entry.len());
    let shown = |entry: &NavEntry| MenuEntry {
        path: entry.path,
        label: ctx.text(entry.label, &[]),
        is_current: current == Some(entry.path),
    };
    let (open, own): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.permit == Permit::Public);
    let open = open.into_iter().map(shown).collect();
    if own.len() <= ENTRIES_OF_ONE_ROW {
        return Menu { open, areas: Vec::new(), entries: own.into_iter().map(shown).collect() };
    }
    let present = own.iter().find(|entry| current == Some(entry.path)).map(|entry| area(entry));
    let areas = own.chunk_by(|left, right| area(left) == area(right)).map(|entries| MenuEntry {
        path: entries[0].path,
        label: match entries {
            [one] => ctx.text(one.label, &[]),
            _ => ctx.text(&format!("nav-area-{}", area(entries[0])), &[]),
        },
        is_current: present == Some(area(entries[0])),
    });
    let areas = areas.collect();
    let entries: Vec<MenuEntry> =
        own.into_iter().filter(|entry| present == Some(area(entry))).map(shown).collect();
    Menu { open, areas, entries: if entries.len() > 1 { entries } else { Vec::new() } }
}

fn area(entry: &NavEntry) -> u16 {
    entry.order / 100
}

/// Returns whether an actor could ever use a route or menu entry.
pub(crate) fn may_use(ctx: &Ctx, permit: Permit) -> bool {
    match permit {
        Permit::Public => true,
        Permit::SignedIn => ctx.actor.is_signed_in(),
        Permit::May(action) => ctx.may_ever(action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_has_one_page() {
        assert_eq!(Pagination::new(None, 0), Pagination { page: 1, pages: 1, rows: 0 });
    }

    #[test]
    fn the_fifty_first_row_begins_the_second_page() {
        assert_eq!(Pagination::new(Some(2), 50).pages, 1);
        let cut = Pagination::new(Some(2), 51);
        assert_eq!((cut.page, cut.pages, cut.offset()), (2, 2, 50));
    }

    #[test]
    fn a_page_beyond_the_end_is_the_last_one_and_zero_the_first() {
        assert_eq!(Pagination::new(Some(99), 120).page, 3);
        assert_eq!(Pagination::new(Some(0), 120).page, 1);
    }
}
