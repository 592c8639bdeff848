//! The terminals of the demonstration: where each hangs, how its firmware talks, what befalls it.

use super::agencies::AgencyPlan;
use super::fates::PersonDay;
use super::staff::Staff;

/// When the terminals are switched on.
pub(super) const SWITCHED_ON: u32 = 6 * 60 + 45;
/// People for whom one more terminal is hung up, and the most that one agency has at its own door.
const PEOPLE_A_TERMINAL: usize = 90;
const TERMINALS_AT_A_DOOR: usize = 3;

/// How a firmware talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Firmware {
    /// Ten fields, one tab more, no content type, status 255.
    Tenfold,
    /// Seven fields, CRLF, a form as content type, status labelled.
    Labelled,
    /// Four fields, HTTP/1.0, `.aspx` paths, `OpStamp`.
    Old,
    /// Chunked bodies, parameters in another order.
    Chunked,
}

/// What befalls a terminal on the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lot {
    /// Nothing.
    Ordinary,
    /// Its network is down until a minute of the day; then it sends all at once, part of it twice.
    OfflineUntil(u32),
    /// Falls silent after a minute of the day.
    SilentAfter(u32),
    /// Its clock is late by so many minutes.
    SlowBy(u32),
    /// Nobody accepted it yet.
    Unknown,
    /// Sends one damaged line, a template that nobody asked for, and lines from before it was set up.
    Careless,
}

/// One terminal with the people who use it today.
#[derive(Debug, Clone)]
pub(super) struct TerminalPlan {
    pub(super) serial: String,
    pub(super) agency: usize,
    pub(super) name: String,
    pub(super) firmware: Firmware,
    pub(super) lot: Lot,
    /// PIN and second of the day, by time.
    pub(super) scans: Vec<(String, u32)>,
    /// PINs of those who scanned the evening before, when a night shift began.
    pub(super) night_pins: Vec<String>,
}

impl TerminalPlan {
    /// Returns the first minute in which it reaches the listener.
    pub(super) fn on_line_from(&self) -> u32 {
        if let Lot::OfflineUntil(minute) = self.lot { minute } else { SWITCHED_ON }
    }
}

/// Returns the terminals with what is scanned at them.
pub(super) fn terminals(agencies: &[AgencyPlan], staff: &Staff, mornings: &[PersonDay]) -> Vec<TerminalPlan> {
    let mut terminals = Vec::new();
    for (place, agency) in agencies.iter().enumerate().filter(|(_, agency)| agency.has_terminals) {
        let first = terminals.len();
        let at_the_door: usize = staff
            .people
            .iter()
            .filter(|person| {
                person.agency == place && !person.unit.is_some_and(|unit| agency.units[unit].is_apart)
            })
            .count();
        let doors = at_the_door.div_ceil(PEOPLE_A_TERMINAL).clamp(1, TERMINALS_AT_A_DOOR);
        for door in 0..doors {
            terminals.push(terminal(place, terminals.len(), ["Lobi", "Pintu samping", "Gedung B"][door]));
        }
        for unit in agency.units.iter().filter(|unit| unit.is_apart) {
            terminals.push(terminal(place, terminals.len(), &unit.name));
        }
        give_scans(agency, place, staff, mornings, &mut terminals[first..], doors);
    }
    give_lots(agencies, &mut terminals);
    terminals.push(stranger(agencies, staff, terminals.len()));
    for terminal in &mut terminals {
        terminal.scans.sort_by_key(|(_, second)| *second);
    }
    terminals
}

fn terminal(agency: usize, number: usize, name: &str) -> TerminalPlan {
    let firmware =
        [Firmware::Tenfold, Firmware::Labelled, Firmware::Tenfold, Firmware::Old, Firmware::Chunked];
    TerminalPlan {
        serial: format!("SGB{:04}19{:03}", 4_100 + agency * 7, number + 1),
        agency,
        name: name.to_owned(),
        firmware: firmware[number % firmware.len()],
        lot: Lot::Ordinary,
        scans: Vec::new(),
        night_pins: Vec::new(),
    }
}

fn give_scans(
    agency: &AgencyPlan,
    place: usize,
    staff: &Staff,
    mornings: &[PersonDay],
    terminals: &mut [TerminalPlan],
    doors: usize,
) {
    let apart: Vec<usize> = (0..agency.units.len()).filter(|&unit| agency.units[unit].is_apart).collect();
    let people = staff.people.iter().zip(mornings).filter(|(person, _)| person.agency == place);
    for (number, (person, day)) in people.enumerate() {
        let Some(pin) = &person.pin else { continue };
        let own = person.unit.and_then(|unit| apart.iter().position(|&other| other == unit));
        let terminal = &mut terminals[own.map_or(number % doors, |position| doors + position)];
        if let Some(second) = day.scan {
            terminal.scans.push((pin.clone(), second));
        }
        if day.is_after_night {
            terminal.night_pins.push(pin.clone());
        }
    }
}

/// Picks a terminal for each thing that can go wrong. A silent one stands beside another that goes on.
fn give_lots(agencies: &[AgencyPlan], terminals: &mut [TerminalPlan]) {
    const SILENT_AFTER: u32 = 8 * 60 + 5;
    let lots = [
        ("DISDUKCAPIL", Lot::SlowBy(9)),
        ("DISKANLA", Lot::OfflineUntil(8 * 60 + 42)),
        ("DISPERINDAG", Lot::SilentAfter(SILENT_AFTER)),
        ("DISHUB", Lot::Careless),
    ];
    for (code, lot) in lots {
        let at = |terminal: &TerminalPlan| agencies[terminal.agency].code == code;
        if let Some(terminal) = terminals.iter_mut().find(|terminal| at(terminal)) {
            terminal.lot = lot;
        }
    }
    let Some(silent) = terminals.iter().position(|terminal| matches!(terminal.lot, Lot::SilentAfter(_)))
    else {
        return;
    };
    let neighbour = silent + 1;
    if terminals.get(neighbour).is_none_or(|next| next.agency != terminals[silent].agency) {
        terminals[silent].lot = Lot::Ordinary;
        return;
    }
    // Whoever comes after it fell silent walks on to the next one.
    let moved: Vec<_> =
        terminals[silent].scans.extract_if(.., |(_, second)| *second >= SILENT_AFTER * 60).collect();
    terminals[neighbour].scans.extend(moved);
}

/// A new terminal of the largest district: it hangs already, but nobody has accepted it.
fn stranger(agencies: &[AgencyPlan], staff: &Staff, number: usize) -> TerminalPlan {
    let districts = agencies.iter().enumerate().filter(|(_, agency)| agency.region.is_some());
    let agency = districts.max_by_key(|(_, agency)| agency.people).map_or(0, |(place, _)| place);
    let mut plan = terminal(agency, number, "Baru dipasang");
    plan.lot = Lot::Unknown;
    let pins =
        staff.people.iter().filter(|person| person.agency == agency).filter_map(|person| person.pin.clone());
    plan.scans = (0..).zip(pins.take(9)).map(|(place, pin)| (pin, 7 * 3_600 + place * 131)).collect();
    plan
}

#[cfg(test)]
mod tests {
    use super::super::agencies::{agencies, tests::districts};
    use super::super::fates::{filings, mornings};
    use super::super::staff::staff;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn everybody_who_scans_does_so_at_one_terminal_of_the_own_agency() {
        let plans = agencies(&districts(), 6_212);
        let staff = staff(&plans, 1);
        let mornings = mornings(&plans, &filings(&plans), &staff, 1);
        let terminals = terminals(&plans, &staff, &mornings);
        let serials: HashSet<&str> = terminals.iter().map(|terminal| terminal.serial.as_str()).collect();
        assert_eq!(serials.len(), terminals.len());
        let mut given: Vec<(usize, String, u32)> = terminals
            .iter()
            .filter(|terminal| terminal.lot != Lot::Unknown)
            .flat_map(|terminal| {
                terminal.scans.iter().map(|(pin, second)| (terminal.agency, pin.clone(), *second))
            })
            .collect();
        let mut wanted: Vec<(usize, String, u32)> = staff
            .people
            .iter()
            .zip(&mornings)
            .filter_map(|(person, day)| Some((person.agency, person.pin.clone()?, day.scan?)))
            .collect();
        given.sort();
        wanted.sort();
        assert_eq!(given, wanted);
    }

    #[test]
    fn every_lot_befalls_one_terminal_and_nothing_is_lost_in_silence() {
        let plans = agencies(&districts(), 6_212);
        let staff = staff(&plans, 1);
        let mornings = mornings(&plans, &filings(&plans), &staff, 1);
        let terminals = terminals(&plans, &staff, &mornings);
        let troubled = terminals.iter().filter(|terminal| terminal.lot != Lot::Ordinary);
        assert_eq!(troubled.clone().count(), 5);
        for terminal in troubled {
            if let Lot::SilentAfter(minute) = terminal.lot {
                assert!(terminal.scans.iter().all(|(_, second)| *second < minute * 60));
            }
        }
        assert_eq!(terminals.iter().map(|terminal| terminal.night_pins.len()).sum::<usize>(), 12);
    }
}
