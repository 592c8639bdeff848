//! Turns a question into the few entities that the policies speak about.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::str::FromStr;

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use chrono::NaiveDate;

use crate::{Action, Resource, Role, Subject};

/// Holds the names that every question needs, parsed once.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    account: EntityTypeName,
    record: EntityTypeName,
    place: EntityTypeName,
    any_role: EntityUid,
    roles: Vec<EntityUid>,
    actions: Vec<EntityUid>,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let role = type_name("Role");
        let action = type_name("Action");
        Self {
            account: type_name("Account"),
            record: type_name("Record"),
            place: type_name("Place"),
            any_role: uid(&role, "any"),
            roles: Role::ALL.iter().map(|each| uid(&role, each.as_str())).collect(),
            actions: Action::ALL.iter().map(|each| uid(&action, each.as_str())).collect(),
        }
    }

    pub(crate) fn action(&self, action: Action) -> &EntityUid {
        &self.actions[action.index()]
    }

    /// Returns the question and the two entities it is about.
    ///
    /// Roles and places need no entities of their own: the account names the roles it is in, the record names
    /// all places it lies in.
    pub(crate) fn question(
        &self,
        subject: &Subject,
        action: Action,
        resource: &Resource,
        on: NaiveDate,
    ) -> (Request, Entities) {
        let account = self.account_entity(subject, on);
        let record = self.record_entity(resource);
        let request =
            Request::new(account.uid(), self.action(action).clone(), record.uid(), Context::empty(), None)
                .expect("without a schema every request is accepted");
        let entities = Entities::from_entities([account, record], None)
            .expect("two entities of different types are neither equal nor in a cycle");
        (request, entities)
    }

    fn account_entity(&self, subject: &Subject, on: NaiveDate) -> Entity {
        let (mut officer_of, mut head_of, mut office_of) = (Vec::new(), Vec::new(), Vec::new());
        let mut roles = HashSet::new();
        for grant in subject.grants.iter().filter(|grant| grant.is_live(on)) {
            roles.insert(self.roles[grant.role as usize].clone());
            roles.insert(self.any_role.clone());
            let places = match grant.role {
                Role::UnitOfficer => &mut officer_of,
                Role::AgencyHead => &mut head_of,
                Role::HealthOffice | Role::SocialOffice | Role::VillageOffice => &mut office_of,
                Role::Employee
                | Role::PersonnelAgency
                | Role::RegionalLeader
                | Role::Inspectorate
                | Role::Administrator => continue,
            };
            let path = grant.agency.as_deref().unwrap_or_default();
            places.push(self.place_value(subject.government, path));
        }
        let mut attributes = HashMap::from([
            ("government".to_owned(), self.place_value(subject.government, &[])),
            ("unit_officer_of".to_owned(), RestrictedExpression::new_set(officer_of)),
            ("agency_head_of".to_owned(), RestrictedExpression::new_set(head_of)),
            ("office_of".to_owned(), RestrictedExpression::new_set(office_of)),
        ]);
        put_text(&mut attributes, "account", subject.account.as_ref());
        put_number(&mut attributes, "employee", subject.employee);
        let uid = uid(&self.account, subject.account.as_deref().unwrap_or("without account"));
        Entity::new(uid, attributes, roles).expect("literal attributes always evaluate")
    }

    fn record_entity(&self, resource: &Resource) -> Entity {
        let path = &resource.agency_path;
        let places = (0..=path.len()).map(|depth| self.place(resource.government, &path[..depth])).collect();
        let mut attributes = HashMap::new();
        put_text(&mut attributes, "made_by", resource.made_by.as_ref());
        put_number(&mut attributes, "employee", resource.employee);
        Entity::new(uid(&self.record, "it"), attributes, places).expect("literal attributes always evaluate")
    }

    /// Names a place by its whole path, so that the same agency number elsewhere is another place.
    fn place(&self, government: i64, path: &[i64]) -> EntityUid {
        let mut name = government.to_string();
        for agency in path {
            write!(name, "/{agency}").expect("writing to a string cannot fail");
        }
        uid(&self.place, &name)
    }

    fn place_value(&self, government: i64, path: &[i64]) -> RestrictedExpression {
        RestrictedExpression::new_entity_uid(self.place(government, path))
    }
}

fn put_text(attributes: &mut HashMap<String, RestrictedExpression>, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        attributes.insert(name.to_owned(), RestrictedExpression::new_string(value.clone()));
    }
}

fn put_number(attributes: &mut HashMap<String, RestrictedExpression>, name: &str, value: Option<i64>) {
    if let Some(value) = value {
        attributes.insert(name.to_owned(), RestrictedExpression::new_long(value));
    }
}

fn type_name(name: &str) -> EntityTypeName {
    EntityTypeName::from_str(name).expect("a plain word is a type name")
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}
