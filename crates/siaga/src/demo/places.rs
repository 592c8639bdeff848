//! Where the offices stand: the town is real, every place in it is invented.

use super::dice::Dice;

/// The middle of Sei Rampah in millionths of a degree.
const TOWN: (i64, i64) = (3_474_000, 99_145_000);
/// Offices stand within about two kilometres of it, offices of districts within about twenty.
const IN_TOWN_MICRO: u32 = 18_000;
const IN_REGENCY_MICRO: u32 = 180_000;
/// Where chance begins.
const SEED: u64 = 99_145;

/// Returns latitude and longitude of an office in millionths of a degree, by its place in the list.
pub(super) fn office(place: usize, is_district: bool) -> (i64, i64) {
    let reach = if is_district { IN_REGENCY_MICRO } else { IN_TOWN_MICRO };
    let mut dice = Dice::new(SEED + u64::try_from(place).expect("there are few offices"));
    (TOWN.0 + offset(&mut dice, reach), TOWN.1 + offset(&mut dice, reach))
}

/// Returns a place some steps from an office, or one that is kilometres away.
pub(super) fn of_phone((latitude, longitude): (i64, i64), is_far: bool, dice: &mut Dice) -> (i64, i64) {
    // Thirty thousand millionths of a degree are more than three kilometres.
    let away = if is_far { 30_000 } else { 0 };
    (latitude + away + offset(dice, 450), longitude + away + offset(dice, 450))
}

fn offset(dice: &mut Dice, reach: u32) -> i64 {
    i64::from(dice.between(0, 2 * reach)) - i64::from(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_stand_in_town_and_districts_around_it() {
        for place in 0..60 {
            let (latitude, longitude) = office(place, false);
            assert!((latitude - TOWN.0).abs() <= 18_000 && (longitude - TOWN.1).abs() <= 18_000);
            assert_eq!(office(place, true), office(place, true));
            let (latitude, _) = office(place, true);
            assert!((latitude - TOWN.0).abs() <= 180_000);
        }
        assert_ne!(office(1, false), office(2, false));
    }

    #[test]
    fn a_phone_is_steps_away_or_kilometres() {
        let mut dice = Dice::new(1);
        let office = office(0, false);
        for _ in 0..50 {
            let near = of_phone(office, false, &mut dice);
            assert!((near.0 - office.0).abs() <= 450 && (near.1 - office.1).abs() <= 450);
            assert!(of_phone(office, true, &mut dice).0 - office.0 >= 29_000);
        }
    }
}
