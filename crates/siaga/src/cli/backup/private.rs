//! Files that only their owner reads, and that go away with the work they were for.

use crate::cli::CliError;
use anyhow::Result;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

/// Opens a file for writing from its start with mode 0600, whatever it was before.
pub(super) fn private_file(path: &Path) -> Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(CliError::file(path, &error).into());
        }
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path).map_err(|error| CliError::file(path, &error))?)
}

/// A file or folder that is taken away when this goes out of scope, unless it was kept.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
    is_kept: bool,
}

impl Temporary {
    /// Makes an empty private file.
    pub(super) fn file(path: PathBuf) -> Result<Self> {
        private_file(&path)?;
        Ok(Self::of(path))
    }

    /// Makes an empty folder that only its owner enters.
    pub(super) fn folder(path: PathBuf) -> Result<Self> {
        let _ = fs::remove_dir_all(&path);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|error| CliError::file(&path, &error))?;
        Ok(Self::of(path))
    }

    /// Returns what takes away a file or an empty folder that somebody else makes.
    pub(super) fn of(path: PathBuf) -> Self {
        Self { path, is_kept: false }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves it where it is.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

/// Taking away may fail when nothing is there any more; then there is nothing to do.
impl Drop for Temporary {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        let _ = match fs::symlink_metadata(&self.path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&self.path),
            _ => fs::remove_file(&self.path),
        };
    }
}
