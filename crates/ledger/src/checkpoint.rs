//! The witness on paper: a short text that fixes the state of the log outside the machine.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::{Hash, Head};

const TITLE: &str = "siaga checkpoint 1";
/// Digits of the control value: enough against slips of the pen, not meant against forgery.
const CHECK_DIGITS: usize = 8;

/// Fixes the state of a log at an instant.
///
/// # Shape
/// As text: six lines with title, size, time, head, root and a control value over the others. Hashes stand in
/// groups of eight digits; spaces, blank lines and the case of letters mean nothing when it is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Number of entries.
    pub size: u64,
    /// Hash of the last entry.
    pub head: Hash,
    /// Root of the Merkle tree over all entries.
    pub root: Hash,
    /// Instant at which it was made.
    pub at: DateTime<Utc>,
}

impl Checkpoint {
    /// Returns the head that a log must pass through.
    pub fn head(&self) -> Head {
        Head { size: self.size, hash: self.head }
    }

    fn instant(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }

    fn check(&self) -> String {
        let text = format!("{TITLE}\n{}\n{}\n{}\n{}\n", self.size, self.instant(), self.head, self.root);
        Hash::of(&[text.as_bytes()]).to_string()[..CHECK_DIGITS].to_owned()
    }
}

/// Says what is wrong with the text of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The first line is not the title of a checkpoint.
    #[error("the text does not start with \"{TITLE}\"")]
    Title,
    /// A line is missing or comes at another place.
    #[error("the line \"{line}\" is missing")]
    Missing {
        /// First word of the line.
        line: &'static str,
    },
    /// A line cannot be read.
    #[error("the line \"{line}\" cannot be read")]
    Unreadable {
        /// First word of the line.
        line: &'static str,
    },
    /// There is text after the last line.
    #[error("there is text after the last line")]
    Trailing,
    /// The control value belongs to another text: something was typed wrongly.
    #[error("the control value does not fit; compare every digit with the paper")]
    Mistyped,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}")?;
        writeln!(f, "size  {}", self.size)?;
        writeln!(f, "at    {}", self.instant())?;
        writeln!(f, "head  {}", grouped(&self.head))?;
        writeln!(f, "root  {}", grouped(&self.root))?;
        writeln!(f, "check {}", self.check())
    }
}

fn grouped(hash: &Hash) -> String {
    let groups: Vec<String> = hash.as_bytes().chunks(4).map(hex::encode).collect();
    groups.join(" ")
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.to_lowercase();
        let mut lines = text.lines().map(words).filter(|line| !line.is_empty());
        if lines.next() != Some(TITLE.split(' ').collect()) {
            return Err(CheckpointError::Title);
        }
        let checkpoint = Self {
            size: read(lines.next(), "size")?,
            at: read::<DateTime<Utc>>(lines.next(), "at")?,
            head: read(lines.next(), "head")?,
            root: read(lines.next(), "root")?,
        };
        let check: String = read(lines.next(), "check")?;
        if lines.next().is_some() {
            return Err(CheckpointError::Trailing);
        }
        if check == checkpoint.check() { Ok(checkpoint) } else { Err(CheckpointError::Mistyped) }
    }
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Reads the value of a line that starts with `name`.
fn read<T: FromStr>(line: Option<Vec<&str>>, name: &'static str) -> Result<T, CheckpointError> {
    let line = line.unwrap_or_default();
    match line.split_first() {
        Some((first, rest)) if *first == name => {
            rest.concat().parse().map_err(|_| CheckpointError::Unreadable { line: name })
        }
        _ => Err(CheckpointError::Missing { line: name }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{leaf_hash, tree_root};

    fn sample() -> Checkpoint {
        Checkpoint {
            size: 1_204,
            head: Hash([0xa7; 32]),
            root: tree_root(&[leaf_hash(b"one"), leaf_hash(b"two")]),
            at: "2020-05-26T09:30:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn paper_form_is_six_short_lines() {
        let text = sample().to_string();
        assert_eq!(text.lines().count(), 6);
        assert!(text.lines().all(|line| line.len() <= 78));
        assert!(
            text.starts_with("siaga checkpoint 1\nsize  1204\nat    2020-05-26T09:30:00Z\nhead  a7a7a7a7 ")
        );
        assert_eq!(text.parse(), Ok(sample()));
        assert_eq!(sample().head(), Head { size: 1_204, hash: Hash([0xa7; 32]) });
    }

    #[test]
    fn typing_habits_do_not_matter() {
        let typed =
            sample().to_string().to_uppercase().replace('\n', " \r\n\r\n").replace("A7A7A7A7 ", "a7 a7a7a7");
        assert_eq!(typed.parse(), Ok(sample()));
    }

    #[test]
    fn any_one_wrong_digit_is_found() {
        let text = sample().to_string();
        let body = text.find("size").unwrap() + 5;
        for (place, letter) in text.char_indices().filter(|(place, _)| *place > body) {
            let Some(digit) = letter.to_digit(16) else { continue };
            let other = char::from_digit((digit + 1) % 10, 16).unwrap();
            let mut wrong = text.clone();
            wrong.replace_range(place..=place, &other.to_string());
            if wrong != text {
                assert!(wrong.parse::<Checkpoint>().is_err(), "digit {place}");
            }
        }
    }

    #[test]
    fn faults_are_named() {
        let text = sample().to_string();
        let fault = |text: &str| text.parse::<Checkpoint>().unwrap_err();
        assert_eq!(fault(""), CheckpointError::Title);
        assert_eq!(fault(&text.replace("checkpoint 1", "checkpoint 2")), CheckpointError::Title);
        assert_eq!(fault(&text.replace("head", "tail")), CheckpointError::Missing { line: "head" });
        assert_eq!(fault(&text.replace("1204", "12o4")), CheckpointError::Unreadable { line: "size" });
        assert_eq!(fault(&text.replace("1204", "1205")), CheckpointError::Mistyped);
        assert_eq!(fault(&format!("{text}more")), CheckpointError::Trailing);
        let cut = text.lines().take(5).collect::<Vec<_>>().join("\n");
        assert_eq!(fault(&cut), CheckpointError::Missing { line: "check" });
    }

    proptest! {
        #[test]
        fn every_checkpoint_reads_back(size: u64, head: [u8; 32], root: [u8; 32], micros in 0i64..4_102_444_800_000_000) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            let checkpoint = Checkpoint { size, head: Hash(head), root: Hash(root), at };
            prop_assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
            let _ = text.parse::<Checkpoint>();
            let _ = format!("{TITLE}\n{text}").parse::<Checkpoint>();
        }
    }
}
