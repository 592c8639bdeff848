//! Handover minutes and receipts.

use super::letter::json;
use super::people::{beside, letter_person};
use crate::web::fields;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use siaga_civil::{Rupiah, terbilang, thousands};
use siaga_platform::web::FormPairs;
use siaga_platform::{Ctx, Problem};
use siaga_typeset::{HandoverItem, HandoverMinutes, Party, Receipt, Signatory};

/// Columns of an item: name, quantity, unit, condition, value, note.
const ITEM_COLUMNS: usize = 6;

pub(super) async fn handover(ctx: &Ctx, given: &FormPairs, dated_on: NaiveDate) -> Result<Value, Problem> {
    let held_at = fields::needed(given, "held_at")?.to_owned();
    let first = party(ctx, fields::needed(given, "first")?, "first", dated_on).await?;
    let second = match given.text("second") {
        "" => Party {
            name: fields::needed(given, "second_name")?.to_owned(),
            nip: String::new(),
            post: given.text("second_post").to_owned(),
            address: given.text("second_address").to_owned(),
        },
        number => party(ctx, number, "second", dated_on).await?,
    };
    let mut items = Vec::new();
    let mut total = Rupiah(0);
    for (index, line) in fields::needed_lines(given, "items")?.iter().enumerate() {
        let (item, value) = item(line, index + 1)?;
        total = total.checked_add(value).ok_or_else(|| item_fault(line, index + 1))?;
        items.push(item);
    }
    json(&HandoverMinutes {
        day_words: day_words(dated_on),
        held_at,
        first,
        second,
        items,
        total_text: (total.0 > 0).then(|| total.to_string()),
        statements: fields::lines(given, "statements")?,
        witnesses: Vec::new(),
    })
}

async fn party(ctx: &Ctx, number: &str, field: &str, on: NaiveDate) -> Result<Party, Problem> {
    let person = letter_person(ctx, number, field, on).await?;
    Ok(Party { name: person.name, nip: person.nip, post: person.post, address: person.agency })
}

/// Reads `nama; jumlah; satuan; kondisi; nilai; keterangan`; all but name and quantity may be missing.
fn item(line: &str, number: usize) -> Result<(HandoverItem, Rupiah), Problem> {
    let cells: Vec<&str> = line.split(';').map(str::trim).collect();
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default().to_owned();
    let value = match cell(4).as_str() {
        "" => Rupiah(0),
        text => {
            Rupiah::parse(text).ok().filter(|value| value.0 >= 0).ok_or_else(|| item_fault(line, number))?
        }
    };
    if cells.len() > ITEM_COLUMNS || cell(0).is_empty() || cell(1).is_empty() {
        return Err(item_fault(line, number));
    }
    let item = HandoverItem {
        name: cell(0),
        quantity_text: cell(1),
        unit: cell(2),
        condition: cell(3),
        value_text: if value.0 > 0 { value.to_string() } else { String::new() },
        note: cell(5),
    };
    Ok((item, value))
}

fn item_fault(line: &str, number: usize) -> Problem {
    let text: String = line.chars().take(60).collect();
    Problem::invalid("documents.item_unreadable").on_field("items").with("line", number).with("text", text)
}

/// Returns a date in words: `Senin tanggal tiga puluh satu bulan Mei tahun dua ribu dua puluh satu`.
fn day_words(on: NaiveDate) -> String {
    let month = siaga_civil::month_long(on);
    let month = month.split(' ').next().unwrap_or_default();
    format!(
        "{} tanggal {} bulan {month} tahun {}",
        siaga_civil::weekday_name(on),
        terbilang(i64::from(on.day())),
        terbilang(i64::from(on.year()))
    )
}

pub(super) async fn receipt(ctx: &Ctx, given: &FormPairs, dated_on: NaiveDate) -> Result<Value, Problem> {
    let amount = fields::amount(given, "amount")?;
    let receiver = match given.text("receiver") {
        "" => Signatory {
            capacity: None,
            post: given.text("receiver_post").to_owned(),
            name: fields::needed(given, "receiver_name")?.to_owned(),
            rank: None,
            nip: None,
        },
        number => beside(ctx, number, "receiver", dated_on).await?,
    };
    let treasurer = match given.text("treasurer") {
        "" => None,
        number => Some(beside(ctx, number, "treasurer", dated_on).await?),
    };
    json(&Receipt {
        heading: "KUITANSI".to_owned(),
        received_from: fields::needed(given, "received_from")?.to_owned(),
        amount_text: format!("Rp{},00", thousands(amount.0)),
        amount_words: format!("{} rupiah", terbilang(amount.0)),
        purpose: fields::needed(given, "purpose")?.to_owned(),
        account: given.text("account").to_owned(),
        items: Vec::new(),
        receiver,
        treasurer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_spelled_out() {
        let on = "2021-05-31".parse().unwrap();
        assert_eq!(day_words(on), "Senin tanggal tiga puluh satu bulan Mei tahun dua ribu dua puluh satu");
    }

    #[test]
    fn items_are_read_by_columns_and_faults_name_their_line() {
        let (read, value) = item("Mesin presensi; 10; unit; Baik; Rp12.500.000; SN 1-10", 1).unwrap();
        assert_eq!(
            (read.unit.as_str(), read.value_text.as_str(), value),
            ("unit", "Rp12.500.000", Rupiah(12_500_000))
        );
        assert_eq!(item("Kunci; 2", 1).unwrap().0.value_text, "");
        for wrong in ["Kunci", "; 2", "a; 1; b; c; seribu", "a; 1; b; c; -5", "a;1;b;c;1;d;e"] {
            let problem = item(wrong, 3).unwrap_err();
            assert!(problem.values.contains(&("line", "3".to_owned())), "{wrong}");
        }
    }
}
