//! Who is the direct superior of whom, for many people at once.

use chrono::NaiveDate;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::{HashMap, HashSet};

/// Heads of the units of some agencies and of the agencies above them, on a day.
pub(crate) struct Superiors {
    heads: HashMap<i64, i64>,
    main_units: HashMap<i64, i64>,
    paths: HashMap<i64, Vec<i64>>,
}

impl Superiors {
    /// Reads the heads that matter to people of these agencies.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) async fn read(
        ctx: &Ctx,
        agencies: &[Agency],
        of: &HashSet<i64>,
        on: NaiveDate,
    ) -> Result<Self, Problem> {
        let paths: HashMap<i64, Vec<i64>> = agencies
            .iter()
            .filter(|agency| of.contains(&agency.id))
            .map(|agency| (agency.id, agency.path.clone()))
            .collect();
        let needed: HashSet<i64> = paths.values().flatten().copied().collect();
        let mut heads = HashMap::new();
        for agency_id in &needed {
            let found = directory::heads_of_units(ctx, *agency_id, on).await?;
            heads.extend(found.into_iter().map(|(unit_id, head)| (unit_id, head.employee_id)));
        }
        let units = directory::units(ctx, None).await?;
        let main_units =
            units.iter().filter(|unit| unit.is_main).map(|unit| (unit.agency_id, unit.id)).collect();
        Ok(Self { heads, main_units, paths })
    }

    /// Returns the head of the unit, else of the agency, else of the one above; never the employee.
    pub(crate) fn of(&self, employee_id: i64, agency_id: i64, unit_id: i64) -> Option<i64> {
        let above = self.paths.get(&agency_id).into_iter().flatten().rev();
        let units = std::iter::once(unit_id).chain(above.filter_map(|id| self.main_units.get(id)).copied());
        units.filter_map(|unit| self.heads.get(&unit)).find(|head| **head != employee_id).copied()
    }
}
