//! What the bytes of an upload say. Pure: the same bytes always give the same content.

use siaga_iclock::reply;
use siaga_iclock::tables::{self, AttlogLine, OperationEntry, PunchLine, RtlogLine, Table, UserLine};

/// Events of access-control firmware that let somebody in: verified openings, alone or with others,
/// at the door or in its open hours. Refusals, alarms and remote openings are no punches.
const GRANTED_EVENTS: [i32; 10] = [0, 1, 2, 3, 14, 15, 16, 17, 18, 19];

/// A line that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadLine {
    pub(crate) offset: u32,
    pub(crate) length: u32,
    pub(crate) reason: &'static str,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandOutcome {
    pub(crate) code: String,
    pub(crate) return_code: Option<i32>,
}

/// The content of one upload, by the places of its lines in the kept bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) punches: Vec<PunchLine>,
    pub(crate) bad_lines: Vec<BadLine>,
    pub(crate) events: Vec<OperationEntry>,
    pub(crate) users: Vec<UserLine>,
    pub(crate) outcomes: Vec<CommandOutcome>,
    /// Punches that the terminal says it holds.
    pub(crate) records: Option<u32>,
    pub(crate) firmware: Option<String>,
}

/// Name under which results of commands are journalled.
pub(crate) const RESULTS_ROUTE: &str = "devicecmd";
/// What stands before the name of a table of access-control firmware.
const TABLEDATA_PREFIX: &str = "tabledata/";

/// Returns the name under which a table is journalled.
pub(crate) fn route_of(table: &Table) -> String {
    match table {
        Table::Tabledata(name) => format!("{TABLEDATA_PREFIX}{name}"),
        table => table.name().to_owned(),
    }
}

/// Returns the table of a journalled name.
fn table_of(route: &str) -> Table {
    match route.strip_prefix(TABLEDATA_PREFIX) {
        Some(name) => Table::tabledata(name),
        None => Table::from_name(route),
    }
}

/// Returns whether uploads of that name can hold punches.
pub(crate) fn has_punches(route: &str) -> bool {
    matches!(table_of(route), Table::Attlog | Table::Rtlog)
}

/// Reads the kept bytes of an upload.
pub(crate) fn read(route: &str, body: &[u8]) -> Content {
    if route == RESULTS_ROUTE {
        return results(body);
    }
    match table_of(route) {
        Table::Attlog => attlog(body),
        Table::Rtlog => rtlog(body),
        Table::Operlog => operlog(body),
        Table::Userinfo => {
            let found = tables::userinfo(body);
            let bad_lines = found.unreadable.iter().map(unreadable).collect();
            Content { users: found.users, bad_lines, ..Content::default() }
        }
        Table::Options => {
            let info = tables::options(body).device_info();
            Content { records: info.punches, firmware: info.firmware, ..Content::default() }
        }
        _ => Content::default(),
    }
}

fn attlog(body: &[u8]) -> Content {
    let lines = tables::attlog(body).lines;
    let mut content = Content { punches: Vec::with_capacity(lines.len()), ..Content::default() };
    for line in lines {
        match line {
            AttlogLine::Ok(punch) => content.punches.push(punch),
            AttlogLine::Unreadable { line_offset, line_len, reason } => {
                content.bad_lines.push(BadLine {
                    offset: line_offset,
                    length: line_len,
                    reason: reason.code(),
                });
            }
        }
    }
    content
}

fn rtlog(body: &[u8]) -> Content {
    let mut content = Content::default();
    for line in tables::rtlog(body).lines {
        match line {
            RtlogLine::Punch { punch, event } => {
                if event.is_none_or(|event| GRANTED_EVENTS.contains(&event)) {
                    content.punches.push(punch);
                }
            }
            RtlogLine::Door(_) => {}
            RtlogLine::Unreadable(line) => content.bad_lines.push(unreadable(&line)),
        }
    }
    content
}

fn operlog(body: &[u8]) -> Content {
    let found = tables::operlog(body);
    Content {
        bad_lines: found.unreadable.iter().map(unreadable).collect(),
        events: found.entries,
        users: found.users,
        ..Content::default()
    }
}

fn results(body: &[u8]) -> Content {
    let mut content = Content::default();
    for result in reply::results(body) {
        let info = result.device_info();
        content.records = info.punches.or(content.records);
        content.firmware = info.firmware.or(content.firmware);
        content.outcomes.push(CommandOutcome { code: result.id, return_code: result.return_code });
    }
    content
}

fn unreadable(line: &tables::UnreadableLine) -> BadLine {
    BadLine { offset: line.line_offset, length: line.line_len, reason: line.reason.code() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_leaves_its_neighbours_alone() {
        let body =
            b"17\t2020-06-08 07:31:02\t0\t15\t\t0\t0\r\n17\t2020-06\r\n230\t2020-06-08 07:31:40\t0\t4\r\n";
        let content = read("ATTLOG", body);
        assert_eq!(content.punches.len(), 2);
        assert_eq!(content.bad_lines.len(), 1);
        assert_eq!(content.bad_lines[0].reason, "bad_time");
    }

    #[test]
    fn only_granted_events_of_a_door_are_punches() {
        let line = |event: i32| {
            format!(
                "time=2020-06-08 07:31:02\tpin=17\tcardno=0\teventaddr=1\tevent={event}\tinoutstatus=0\tverifytype=1"
            )
        };
        let count = |event| read("rtlog", line(event).as_bytes()).punches.len();
        assert_eq!(count(0), 1);
        assert_eq!(count(14), 1);
        assert_eq!(count(27), 0, "an unregistered person was refused");
        assert_eq!(count(8), 0, "a door opened from afar");
    }

    #[test]
    fn every_table_finds_its_way_back_from_the_journal() {
        for table in [Table::Attlog, Table::Rtlog, Table::Operlog, Table::tabledata("user"), Table::Options] {
            assert_eq!(table_of(&route_of(&table)), table);
        }
    }
}
