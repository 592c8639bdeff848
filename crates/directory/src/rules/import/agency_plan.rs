//! What a whole list of agencies changes.

use super::agency_row::AgencyRow;
use super::cells::Finding;
use crate::model::{Agency, NewAgency, Unit};
use std::collections::HashMap;

/// Says what one row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AgencyStep {
    /// The agency is new.
    Add(NewAgency),
    /// The agency of this key is different.
    Change(i64, NewAgency),
    /// The unit of the agency with this code is new.
    AddUnit {
        /// Code of the agency.
        agency_code: String,
        /// Code of the unit.
        code: String,
        /// Name of the unit.
        name: String,
    },
    /// The unit has another name.
    RenameUnit {
        /// Key of the agency.
        agency_id: i64,
        /// Code of the unit.
        code: String,
        /// Name of the unit.
        name: String,
    },
    /// All is on file already.
    Nothing,
}

/// Holds the steps of a list, agencies before what lies below them, and what is wrong with the rest.
#[derive(Debug, Default)]
pub(crate) struct AgencyPlan {
    /// One step a row.
    pub(crate) steps: Vec<AgencyStep>,
    /// What is wrong, by row.
    pub(crate) findings: Vec<Finding>,
}

/// Returns what each row does, and what is wrong with those that may do nothing.
pub(crate) fn plan(rows: Vec<AgencyRow>, agencies: &[Agency], units: &[Unit]) -> AgencyPlan {
    let (unit_rows, agency_rows): (Vec<AgencyRow>, Vec<AgencyRow>) =
        rows.into_iter().partition(|row| row.unit.is_some());
    let mut plan = AgencyPlan { steps: Vec::new(), findings: twice(&agency_rows, &unit_rows) };
    let mut tree = Tree::new(agencies, &agency_rows);
    let mut placed: Vec<(usize, AgencyStep)> = Vec::new();
    for row in &agency_rows {
        let is_on_file = agencies.iter().any(|agency| agency.code == row.code);
        if plan.is_refused(row.number) && !is_on_file {
            tree.parents.remove(row.code.as_str());
        }
    }
    for row in &agency_rows {
        if plan.is_refused(row.number) {
            continue;
        }
        match tree.depth(&row.code) {
            Ok(depth) => placed.push((depth, agency_step(row, agencies))),
            Err(code) => plan.refuse(row, "parent_code", code),
        }
    }
    placed.sort_by_key(|(depth, _)| *depth);
    plan.steps = placed.into_iter().map(|(_, step)| step).collect();
    let added: Vec<String> = plan
        .steps
        .iter()
        .filter_map(|step| if let AgencyStep::Add(new) = step { Some(new.code.clone()) } else { None })
        .collect();
    for row in &unit_rows {
        if !plan.is_refused(row.number) {
            plan.unit(row, agencies, units, &added);
        }
    }
    plan.findings.sort();
    plan
}

impl AgencyPlan {
    fn is_refused(&self, row: u32) -> bool {
        self.findings.iter().any(|finding| finding.row == row)
    }

    fn refuse(&mut self, row: &AgencyRow, field: &'static str, code: &str) {
        let text = match field {
            "parent_code" => row.parent_code.clone().unwrap_or_default(),
            _ => row.code.clone(),
        };
        let values = vec![("code", text)];
        self.findings.push(Finding { row: row.number, field, code: code.to_owned(), values });
    }

    fn unit(&mut self, row: &AgencyRow, agencies: &[Agency], units: &[Unit], added: &[String]) {
        let Some((code, name)) = row.unit.clone() else { return };
        let agency = agencies.iter().find(|agency| agency.code == row.code);
        if agency.is_none() && !added.contains(&row.code) {
            return self.refuse(row, "code", "directory.agency_of_unit_unknown");
        }
        let stored = agency
            .and_then(|agency| units.iter().find(|unit| unit.agency_id == agency.id && unit.code == code));
        self.steps.push(match stored {
            None => AgencyStep::AddUnit { agency_code: row.code.clone(), code, name },
            Some(unit) if unit.name == name || unit.is_main => AgencyStep::Nothing,
            Some(unit) => AgencyStep::RenameUnit { agency_id: unit.agency_id, code, name },
        });
    }
}

fn twice(agency_rows: &[AgencyRow], unit_rows: &[AgencyRow]) -> Vec<Finding> {
    let mut seen: HashMap<(&str, &str), Vec<(u32, &'static str)>> = HashMap::new();
    for row in agency_rows {
        seen.entry((&row.code, "")).or_default().push((row.number, "code"));
    }
    for row in unit_rows {
        let code = row.unit.as_ref().map_or("", |(code, _)| code);
        seen.entry((&row.code, code)).or_default().push((row.number, "unit_code"));
    }
    let mut findings = Vec::new();
    for rows in seen.values().filter(|rows| rows.len() > 1) {
        for (row, field) in rows {
            let other = rows.iter().find(|(other, _)| other != row).map_or(*row, |(other, _)| *other);
            let values = vec![("other", other.to_string())];
            findings.push(Finding { row: *row, field, code: "directory.code_twice".to_owned(), values });
        }
    }
    findings
}

/// The tree as it would be after the list: codes and the codes above them.
struct Tree<'a> {
    parents: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Tree<'a> {
    fn new(agencies: &'a [Agency], rows: &'a [AgencyRow]) -> Self {
        let code_of: HashMap<i64, &str> =
            agencies.iter().map(|agency| (agency.id, agency.code.as_str())).collect();
        let mut parents: HashMap<&str, Option<&str>> = agencies
            .iter()
            .map(|agency| (agency.code.as_str(), agency.parent_id.and_then(|id| code_of.get(&id).copied())))
            .collect();
        parents.extend(rows.iter().map(|row| (row.code.as_str(), row.parent_code.as_deref())));
        Self { parents }
    }

    /// Returns how many agencies lie above, or the code of the problem.
    fn depth(&self, code: &str) -> Result<usize, &'static str> {
        let mut depth = 0;
        let mut above = self.parents.get(code).copied().flatten();
        while let Some(next) = above {
            depth += 1;
            if depth > self.parents.len() {
                return Err("directory.parent_below");
            }
            above = *self.parents.get(next).ok_or("directory.parent_unknown")?;
        }
        Ok(depth)
    }
}

fn agency_step(row: &AgencyRow, agencies: &[Agency]) -> AgencyStep {
    let mut new = NewAgency {
        code: row.code.clone(),
        name: row.name.clone(),
        parent_code: row.parent_code.clone(),
        latitude_micro: row.position.map(|(latitude, _)| latitude),
        longitude_micro: row.position.map(|(_, longitude)| longitude),
        region: row.region,
    };
    let Some(known) = agencies.iter().find(|agency| agency.code == row.code) else {
        return AgencyStep::Add(new);
    };
    // What the list does not give stays.
    if row.position.is_none() {
        (new.latitude_micro, new.longitude_micro) = (known.latitude_micro, known.longitude_micro);
    }
    new.region = new.region.or(known.region);
    let known_parent = agencies.iter().find(|agency| Some(agency.id) == known.parent_id);
    if new.parent_code.is_none() {
        new.parent_code = known_parent.map(|parent| parent.code.clone());
    }
    let is_same = new.name == known.name
        && new.parent_code.as_deref() == known_parent.map(|parent| parent.code.as_str())
        && (new.latitude_micro, new.longitude_micro) == (known.latitude_micro, known.longitude_micro)
        && new.region == known.region;
    if is_same { AgencyStep::Nothing } else { AgencyStep::Change(known.id, new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, code: &str, parent: Option<&str>, unit: Option<&str>) -> AgencyRow {
        AgencyRow {
            number,
            code: code.to_owned(),
            name: format!("Dinas {code}"),
            parent_code: parent.map(str::to_owned),
            unit: unit.map(|unit| (unit.to_owned(), format!("Unit {unit}"))),
            position: None,
            region: None,
        }
    }

    fn agency(id: i64, code: &str, parent_id: Option<i64>) -> Agency {
        Agency {
            id,
            code: code.to_owned(),
            name: format!("Dinas {code}"),
            parent_id,
            path: vec![id],
            latitude_micro: None,
            longitude_micro: None,
            region: None,
        }
    }

    fn codes(plan: &AgencyPlan) -> Vec<(u32, &str)> {
        plan.findings.iter().map(|finding| (finding.row, finding.code.as_str())).collect()
    }

    #[test]
    fn agencies_come_before_what_lies_below_them() {
        let plan = plan(
            vec![
                row(2, "C", Some("B"), None),
                row(3, "B", Some("A"), None),
                row(4, "B", None, Some("U")),
                row(5, "A", None, None),
            ],
            &[],
            &[],
        );
        assert!(plan.findings.is_empty());
        let order: Vec<&str> = plan
            .steps
            .iter()
            .map(|step| match step {
                AgencyStep::Add(new) => new.code.as_str(),
                AgencyStep::AddUnit { code, .. } => code.as_str(),
                _ => "?",
            })
            .collect();
        assert_eq!(order, ["A", "B", "C", "U"]);
    }

    #[test]
    fn rings_strangers_and_doubles_are_refused() {
        let plan = plan(
            vec![
                row(2, "A", Some("B"), None),
                row(3, "B", Some("A"), None),
                row(4, "C", Some("X"), None),
                row(5, "D", None, None),
                row(6, "D", None, None),
                row(7, "Y", None, Some("U")),
            ],
            &[],
            &[],
        );
        assert_eq!(
            codes(&plan),
            [
                (2, "directory.parent_below"),
                (3, "directory.parent_below"),
                (4, "directory.parent_unknown"),
                (5, "directory.code_twice"),
                (6, "directory.code_twice"),
                (7, "directory.agency_of_unit_unknown"),
            ]
        );
        assert!(plan.steps.is_empty());
    }

    #[test]
    fn what_is_on_file_changes_nothing() {
        let file = [agency(1, "A", None), agency(2, "B", Some(1))];
        let units =
            [Unit { id: 9, agency_id: 2, code: "U".to_owned(), name: "Unit U".to_owned(), is_main: false }];
        let same = plan(
            vec![row(2, "A", None, None), row(3, "B", Some("A"), None), row(4, "B", None, Some("U"))],
            &file,
            &units,
        );
        assert!(same.steps.iter().all(|step| *step == AgencyStep::Nothing));
        let renamed = AgencyRow { name: "Badan B".to_owned(), ..row(2, "B", None, None) };
        let renamed = plan(vec![renamed], &file, &units);
        let [AgencyStep::Change(2, new)] = renamed.steps.as_slice() else { panic!("{:?}", renamed.steps) };
        assert_eq!((new.name.as_str(), new.parent_code.as_deref()), ("Badan B", Some("A")));
    }
}
