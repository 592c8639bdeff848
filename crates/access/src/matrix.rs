//! Which role reaches how far: found by asking the gate, never written down a second time.

use chrono::NaiveDate;

use crate::{Action, Gate, Grant, Resource, Role, Subject};

/// Says how far a role reaches with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Not at all.
    None,
    /// Only what concerns the own person.
    Own,
    /// The agency of the grant and all agencies below.
    Agency,
    /// The whole government.
    Government,
}

impl Reach {
    /// Returns the name of the reach.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Agency => "agency",
            Self::Government => "government",
        }
    }
}

impl Gate {
    /// Tells whether somebody with these roles could ever be permitted the action, for routes and menus.
    ///
    /// # Shape
    /// False without roles. True says nothing about one record: ask [`Gate::decide`] for that.
    pub fn may_ever(&self, roles: &[Role], action: Action) -> bool {
        roles.iter().any(|role| self.reach(*role, action) > Reach::None)
    }

    /// Returns how far a role reaches with an action when it is granted in one agency.
    pub fn reach(&self, role: Role, action: Action) -> Reach {
        self.cells()[role as usize * Action::ALL.len() + action.index()].2
    }

    /// Returns the role matrix: every role with every action, role by role.
    pub fn matrix(&self) -> Vec<(Role, Action, Reach)> {
        self.cells().to_vec()
    }

    fn cells(&self) -> &[(Role, Action, Reach)] {
        self.reach.get_or_init(|| {
            let pairs = Role::ALL.iter().flat_map(|role| Action::ALL.iter().map(|action| (*role, *action)));
            pairs.map(|(role, action)| (role, action, probe(self, role, action))).collect()
        })
    }
}

/// Asks about a stranger far away, a stranger in an agency below, and the own person far away.
fn probe(gate: &Gate, role: Role, action: Action) -> Reach {
    const OWN_PERSON: i64 = 1;
    const STRANGER: i64 = 2;
    let on = NaiveDate::MIN;
    let grant = Grant { role, agency: Some(vec![10, 11]), from_on: on, until_on: None };
    let account = Some("prober".to_owned());
    let subject = Subject { account, employee: Some(OWN_PERSON), government: 1, grants: vec![grant] };
    let may = |agency_path: &[i64], employee| {
        let agency_path = agency_path.to_vec();
        let resource = Resource { government: 1, agency_path, employee: Some(employee), made_by: None };
        gate.decide(&subject, action, &resource, on).permit
    };
    if may(&[20], STRANGER) {
        Reach::Government
    } else if may(&[10, 11, 12], STRANGER) {
        Reach::Agency
    } else if may(&[20], OWN_PERSON) {
        Reach::Own
    } else {
        Reach::None
    }
}
