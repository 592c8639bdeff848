//! The one value of this crate: 32 bytes of SHA-256.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};

/// Holds a SHA-256 value; its text is 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Stands before the first entry of every chain: there is nothing to point to yet.
    pub const GENESIS: Self = Self([0; 32]);

    /// Returns the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads a hash from stored bytes.
    ///
    /// # Errors
    /// Any length other than 32.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, HashError> {
        let found = bytes.len();
        bytes.try_into().map(Self).map_err(|_| HashError::Length { found })
    }

    /// Hashes the parts one after the other; callers keep their boundaries unambiguous.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part);
        }
        Self(digest.finalize().into())
    }
}

/// Says why a text or byte string is not a hash.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum HashError {
    /// The number of bytes is not 32.
    #[error("a hash has 32 bytes, found {found}")]
    Length {
        /// Number of bytes that were given.
        found: usize,
    },
    /// The text is not 64 hexadecimal digits.
    #[error("a hash is written as 64 hexadecimal digits")]
    Hex(#[source] hex::FromHexError),
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(HashError::Hex)?;
        Ok(Self(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_json_round_trip() {
        let hash = Hash::of(&[b"siaga"]);
        assert_eq!(hash.to_string().parse::<Hash>(), Ok(hash));
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(json, format!("\"{hash}\""));
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
    }

    #[test]
    fn only_32_bytes_are_a_hash() {
        assert_eq!(Hash::from_slice(&[1; 31]), Err(HashError::Length { found: 31 }));
        assert_eq!(Hash::from_slice(&[1; 33]), Err(HashError::Length { found: 33 }));
        assert_eq!(Hash::from_slice(&[1; 32]), Ok(Hash([1; 32])));
        assert!("ab".repeat(31).parse::<Hash>().is_err());
        assert!("ab".repeat(33).parse::<Hash>().is_err());
        assert!("zz".repeat(32).parse::<Hash>().is_err());
        assert!(serde_json::from_str::<Hash>("\"ab\"").is_err());
    }

    #[test]
    fn it_is_sha_256() {
        // FIPS 180-2, example for the message "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::of(&[b"a", b"bc"]).to_string(), expected);
    }
}
