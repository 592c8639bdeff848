//! The key of an installation and what is derived from it: sealed columns, blind indexes, form tokens.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::Write;
use std::path::Path;

use crate::ids::Ids;

const NONCE_BYTES: usize = 24;

/// The key of an installation. It never enters the database, a log or a backup of the database.
#[derive(Clone)]
pub struct Secrets {
    key: [u8; 32],
}

/// A key file or a sealed value that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The key file exists but does not hold 64 hexadecimal digits.
    #[error("the key file is not readable as a key")]
    KeyFile,
    /// The key file could not be read or made.
    #[error("the key file could not be read or written")]
    Io(#[from] std::io::Error),
    /// The sealed value was altered, moved to another row, or sealed with another key.
    #[error("a sealed value does not open with the key of this installation")]
    Seal,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Wraps a key that is given (tests, or a key kept elsewhere).
    pub fn from_key(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Reads the key file, or makes it with mode 0400 when it is missing.
    ///
    /// # Errors
    /// [`SecretsError`].
    pub fn load_or_create(path: &Path, ids: Ids) -> Result<Self, SecretsError> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let bytes = hex::decode(text.trim()).map_err(|_| SecretsError::KeyFile)?;
                Ok(Self { key: bytes.try_into().map_err(|_| SecretsError::KeyFile)? })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = ids.secret();
                write_private(path, &format!("{}\n", hex::encode(key)))?;
                Ok(Self { key })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns a key derived for one purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.mac(b"derive", purpose.as_bytes())
    }

    /// Seals a value for one place: `place` names table, column and row, so that a sealed value
    /// copied to another row does not open.
    ///
    /// # Panics
    /// Never for values below 256 GiB, the limit of the cipher.
    pub fn seal(&self, ids: Ids, place: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = ids.secret();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place.as_bytes() })
            .expect("a column value is far below the limit of the cipher");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// [`SecretsError::Seal`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SecretsError> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(SecretsError::Seal)?;
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| SecretsError::Seal)
    }

    /// Returns an index by which equal values of one purpose can be found without being readable:
    /// 32 hexadecimal digits.
    pub fn blind_index(&self, purpose: &str, value: &str) -> String {
        let key = self.derive(&format!("blind-index/{purpose}"));
        hex::encode(&mac_with(&key, &[value.as_bytes()])[..16])
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive("column").into())
    }

    fn mac(&self, domain: &[u8], value: &[u8]) -> [u8; 32] {
        mac_with(&self.key, &[domain, b"/", value])
    }
}

fn mac_with(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length of key is fine");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let secrets = Secrets::from_key([7; 32]);
        let sealed = secrets.seal(Ids, "directory_employee/nik/1", b"1218010101900001");
        assert_eq!(secrets.open("directory_employee/nik/1", &sealed).unwrap(), b"1218010101900001");
        assert!(secrets.open("directory_employee/nik/2", &sealed).is_err());
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(secrets.open("directory_employee/nik/1", &altered).is_err());
        assert!(Secrets::from_key([8; 32]).open("directory_employee/nik/1", &sealed).is_err());
    }

    #[test]
    fn a_blind_index_depends_on_purpose_and_key() {
        let secrets = Secrets::from_key([7; 32]);
        let index = secrets.blind_index("person", "1218010101900001");
        assert_eq!(index, secrets.blind_index("person", "1218010101900001"));
        assert_ne!(index, secrets.blind_index("claim", "1218010101900001"));
        assert_ne!(index, Secrets::from_key([8; 32]).blind_index("person", "1218010101900001"));
        assert_eq!(index.len(), 32);
    }

    #[test]
    fn the_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("siaga.key");
        let first = Secrets::load_or_create(&path, Ids).unwrap();
        let second = Secrets::load_or_create(&path, Ids).unwrap();
        assert_eq!(first.derive("x"), second.derive("x"));
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Secrets::load_or_create(&path, Ids), Err(SecretsError::KeyFile)));
    }
}
