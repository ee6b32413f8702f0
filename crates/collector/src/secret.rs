//! Secrets and tokens: 256 random bits, shown once, kept as their SHA-256.
//!
//! A slow hash is for words that people choose; 256 random bits are not to be guessed.

use record::hex;
use sha2::{Digest, Sha256};
use std::io;
use subtle::ConstantTimeEq;

/// A secret as it is kept.
pub type Hash = [u8; 32];

/// A new secret, 64 hexadecimal digits.
///
/// # Errors
/// The system has no chance to give.
pub fn fresh() -> io::Result<String> {
    Ok(hex(&random::<32>()?))
}

/// Random bytes of the system.
///
/// # Errors
/// The system has none.
pub fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

/// A secret as it is kept.
pub fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two hashes are one, in a time that does not tell where they differ.
pub fn same(one: &Hash, two: &Hash) -> bool {
    one.ct_eq(two).into()
}

/// The bytes of lower-case hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::{fresh, hash, hex, same, unhex};

    #[test]
    fn secrets_differ_and_are_known_by_their_hash() {
        let (one, two) = (fresh().unwrap(), fresh().unwrap());
        assert_eq!(one.len(), 64);
        assert!(same(&hash(&one), &hash(&one)) && !same(&hash(&one), &hash(&two)));
    }

    #[test]
    fn digits_are_read_back_and_nothing_else_is() {
        assert_eq!(unhex(&hex(&[0, 255, 16])), Some(vec![0, 255, 16]));
        for other in ["0", "zz", "é", "0é1"] {
            assert_eq!(unhex(other), None, "{other}");
        }
    }
}
