//! What a document says, as one hash: from the signature on, it must never change.

use crate::model::{NewDocument, Signatory};
use sha2::{Digest, Sha256};

/// Returns the hash over everything that a document says, hexadecimal.
///
/// The number is empty for a draft, so that the hash of what a signer looked at differs from the signed one.
pub(crate) fn content_sha256(new: &NewDocument, signatory: &Signatory, number: &str, code: &str) -> String {
    let said = serde_json::json!([
        new.kind.as_str(),
        new.agency,
        new.dated_on,
        new.about,
        new.signed_by.to_text(),
        [&signatory.name, signatory.nip.as_deref().unwrap_or_default(), &signatory.post],
        signatory.capacity.as_str(),
        canonical(&new.body),
        new.carbon_copies,
        new.recipients,
        new.reference,
        number,
        code,
    ]);
    hex::encode(Sha256::digest(said.to_string().as_bytes()))
}

/// Returns a value as text with the fields of every object by name, however they were kept.
fn canonical(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            let field = |(name, value): (&String, &Value)| {
                format!("{}:{}", Value::String(name.clone()), canonical(value))
            };
            format!("{{{}}}", sorted.into_iter().map(field).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentKind, SignedBy};
    use siaga_directory::Capacity;

    fn sample() -> (NewDocument, Signatory) {
        let new = NewDocument {
            kind: DocumentKind::Circular,
            agency: Some(3),
            dated_on: "2020-05-26".parse().unwrap(),
            about: "Jam kerja".to_owned(),
            signed_by: SignedBy::HeadOf(3),
            body: serde_json::json!({ "a": 1, "b": [{ "y": 2, "x": 1 }] }),
            carbon_copies: vec!["Arsip".to_owned()],
            recipients: vec![],
            reference: "compose/1".to_owned(),
        };
        let signatory = Signatory {
            employee_id: 1,
            name: "Ani".to_owned(),
            nip: None,
            post: "Kepala".to_owned(),
            capacity: Capacity::Definitive,
        };
        (new, signatory)
    }

    #[test]
    fn every_part_counts_and_the_order_of_fields_does_not() {
        let (new, signatory) = sample();
        let hash = content_sha256(&new, &signatory, "", "C");
        let reordered: serde_json::Value =
            serde_json::from_str("{\"b\":[{\"x\":1,\"y\":2}],\"a\":1}").unwrap();
        let same = NewDocument { body: reordered, ..new.clone() };
        assert_eq!(content_sha256(&same, &signatory, "", "C"), hash);
        let others = [
            content_sha256(&NewDocument { about: "Jam".to_owned(), ..new.clone() }, &signatory, "", "C"),
            content_sha256(&NewDocument { agency: None, ..new.clone() }, &signatory, "", "C"),
            content_sha256(
                &NewDocument { body: serde_json::json!({ "a": 2 }), ..new.clone() },
                &signatory,
                "",
                "C",
            ),
            content_sha256(
                &NewDocument { recipients: vec!["Arsip".to_owned()], carbon_copies: vec![], ..new.clone() },
                &signatory,
                "",
                "C",
            ),
            content_sha256(&new, &Signatory { capacity: Capacity::Acting, ..signatory.clone() }, "", "C"),
            content_sha256(&new, &signatory, "1/2020", "C"),
            content_sha256(&new, &signatory, "", "D"),
        ];
        assert!(others.iter().all(|other| *other != hash));
    }
}
