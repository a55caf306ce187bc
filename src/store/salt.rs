//! Salts: sixteen random bytes beside every text.

use super::error::StoreError;

/// A fresh salt.
pub fn fresh() -> Result<[u8; 16], StoreError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| StoreError::Io("the system gives no random bytes".to_owned()))?;
    Ok(salt)
}
