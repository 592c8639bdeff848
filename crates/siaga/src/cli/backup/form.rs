//! The form of a backup file: a line that tells what must be in it, then the database byte for byte.

use crate::cli::CliError;
use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use siaga_platform::Secrets;
use siaga_platform::db::Engine;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub(super) const MAGIC: &str = "siaga-backup";
pub(super) const FORM: u32 = 1;

/// First line of a backup file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) magic: String,
    pub(super) form: u32,
    pub(super) engine: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) key_check: String,
    pub(super) made_at: String,
    /// Entries of the audit log just before the database was written out; a running server may have
    /// added more until then.
    pub(super) audit_entries: u64,
    /// Hash of the last of these.
    pub(super) audit_head: String,
}

/// Opens a backup file at the first byte of its database.
pub(super) fn open(file: &Path) -> Result<(Header, BufReader<File>)> {
    let source = File::open(file).map_err(|error| CliError::file(file, &error))?;
    let mut body = BufReader::new(source);
    let mut line = Vec::new();
    body.by_ref().take(4096).read_until(b'\n', &mut line)?;
    let header: Header = serde_json::from_slice(&line)
        .map_err(|_| anyhow!(CliError::wrong(format!("{} bukan berkas cadangan Siaga.", file.display()))))?;
    if header.magic != MAGIC || header.form != FORM {
        let text = format!(
            "{} dibuat oleh versi Siaga yang lain; pakai versi itu untuk memulihkan.",
            file.display()
        );
        return Err(CliError::wrong(text).into());
    }
    Ok((header, body))
}

/// Returns length and SHA-256 of what is left of a file.
pub(super) fn measure(file: &mut File) -> Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex::encode(hasher.finalize())));
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// Returns what tells the key of an installation from others without telling the key.
pub(super) fn key_check(secrets: &Secrets) -> String {
    hex::encode(&secrets.derive("backup-check")[..8])
}

pub(super) fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

pub(super) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
