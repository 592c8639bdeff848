//! Two agencies and their people, as a capability above would know them.

use siaga_platform::{LinkedPerson, PeopleSource, PersonKey, ScopeChoice};

pub(crate) const NIP: &str = "198001012005011001";

pub(crate) const SOURCE: PeopleSource = PeopleSource {
    scopes: |_| Box::pin(async { Ok(scopes()) }),
    person: |_, key| {
        Box::pin(async move {
            Ok(people().into_iter().find(|person| match &key {
                PersonKey::Id(id) => person.id == *id,
                PersonKey::Number(number) => person.number == *number,
            }))
        })
    },
    people_in: |_, agency| {
        Box::pin(async move {
            let is_there = |person: &LinkedPerson| person.agency_path.last() == Some(&agency);
            Ok(people().into_iter().filter(is_there).collect())
        })
    },
};

fn scopes() -> Vec<ScopeChoice> {
    let choice = |path: &[i64], code: &str, name: &str| ScopeChoice {
        path: path.to_vec(),
        code: code.to_owned(),
        name: name.to_owned(),
    };
    vec![choice(&[3], "DINKES", "Dinas Kesehatan"), choice(&[3, 17], "PKM-1", "Puskesmas Satu")]
}

/// Three in the health centre: with NIP, with staff number, without either. One in the health office.
fn people() -> Vec<LinkedPerson> {
    let person = |id, name: &str, number: &str, path: &[i64]| LinkedPerson {
        id,
        name: name.to_owned(),
        number: number.to_owned(),
        agency_path: path.to_vec(),
    };
    vec![
        person(7, "dr. Citra Dewi", NIP, &[3, 17]),
        person(8, "Dodi Efendi", "HONOR-1", &[3, 17]),
        person(9, "Eka Fitri", "", &[3, 17]),
        person(10, "Gani Harahap", "197001011995011001", &[3]),
    ]
}
