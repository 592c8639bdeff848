//! The mark that makes a folder a demonstration. It is sealed with the key of the folder for its own
//! database: copied elsewhere it means nothing, and no setting of a real installation can stand for it.

use crate::cli::CliError;
use crate::program::Place;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use siaga_platform::{Ids, Secrets};
use std::path::PathBuf;

/// How far the story of a demonstration folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Chapter {
    /// The morning is being played.
    Building,
    /// The morning is over; pages can be served.
    Ready,
}

/// What the mark says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Story {
    pub(super) chapter: Chapter,
    /// Where the clock of the story stands.
    pub(super) stands_at: DateTime<Utc>,
    /// Number of invented people, from which the same people come again.
    pub(super) people: usize,
    /// Password of every sample account.
    pub(super) password: String,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    /// Ties the mark to the key of the folder and to its database.
    seal: String,
    #[serde(flatten)]
    story: Story,
}

/// Returns the story of a folder, or nothing when it is no demonstration.
///
/// # Errors
/// When the mark belongs to another folder or another database.
pub(super) fn read(place: &Place) -> Result<Option<Story>> {
    let path = place.demo_marker();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CliError::file(&path, &error).into()),
    };
    let sealed: Sealed =
        toml::from_str(&text).with_context(|| format!("{} bukan tanda peragaan yang sah", path.display()))?;
    if !key_file(place).exists() || sealed.seal != seal(place, &sealed.story)? {
        return Err(CliError::conflict(format!(
            "{} bukan milik data ini. Data sungguhan tidak dapat dijadikan peragaan: hapus berkas itu, atau pakai \
             folder lain dengan --data.",
            path.display()
        ))
        .into());
    }
    Ok(Some(sealed.story))
}

/// Writes the mark, whole or not at all.
pub(super) fn write(place: &Place, story: &Story) -> Result<()> {
    let text = toml::to_string(&Sealed { seal: seal(place, story)?, story: story.clone() })?;
    let path = place.demo_marker();
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, &path))
        .map_err(|error| CliError::file(&path, &error).into())
}

fn seal(place: &Place, story: &Story) -> Result<String> {
    let secrets = Secrets::load_or_create(&key_file(place), Ids)?;
    let database = place.database.as_deref().unwrap_or("folder");
    Ok(secrets.blind_index("demonstration", &format!("{database}|{}", story.people)))
}

/// Returns the key file of a data folder.
fn key_file(place: &Place) -> PathBuf {
    place.folder.join("siaga.key")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        Story {
            chapter: Chapter::Ready,
            stands_at: "2020-05-26T03:00:00Z".parse().unwrap(),
            people: 6_212,
            password: "contoh-contoh-contoh".to_owned(),
        }
    }

    fn place(folder: &tempfile::TempDir, database: Option<&str>) -> Place {
        Place { folder: folder.path().to_owned(), database: database.map(str::to_owned) }
    }

    #[test]
    fn a_folder_without_the_mark_is_no_demonstration() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&place(&folder, None)).unwrap(), None);
    }

    #[test]
    fn the_mark_is_good_for_its_own_folder_and_database_only() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(&place(&own, None), &story()).unwrap();
        assert_eq!(read(&place(&own, None)).unwrap(), Some(story()));
        assert!(read(&place(&own, Some("postgres://db/siaga"))).is_err());
        std::fs::copy(own.path().join("demo.toml"), other.path().join("demo.toml")).unwrap();
        assert!(read(&place(&other, None)).is_err());
        Secrets::load_or_create(&other.path().join("siaga.key"), Ids).unwrap();
        assert!(read(&place(&other, None)).is_err());
    }
}
