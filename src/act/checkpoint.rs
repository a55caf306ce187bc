//! Signing checkpoints of the trail: the key, which stands outside the database, and what its signatures say.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::domain::checkpoint::Checkpoint;
use crate::domain::finding::Verified;
use crate::domain::hex::{hex, unhex};

/// A key that signs, as it is kept in a file of its owner's alone.
pub struct Key(SigningKey);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum NoKey {
    /// What stands there is none.
    #[error("the file of the key holds no key of this program")]
    Strange,
    /// Others may read it.
    #[error("others than its owner may read the file of the key: what it signs says nothing any more")]
    Open,
    /// The file could not be read or made.
    #[error(transparent)]
    Io(#[from] io::Error),
}

const FIRST: &str = "homevisit key 1";

impl Key {
    /// The key of a file; where there is none it is made, for its owner alone, and never over anything. Whether it was made.
    ///
    /// # Errors
    /// [`NoKey`]; the file is left as it is.
    pub fn at(path: &Path) -> Result<(Key, bool), NoKey> {
        match File::open(path) {
            Ok(file) => Ok((Key::read(file)?, false)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match Key::make(path) {
                // somebody else made one meanwhile
                Err(NoKey::Io(error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                    Ok((Key::read(File::open(path)?)?, false))
                }
                made => Ok((made?, true)),
            },
            Err(error) => Err(error.into()),
        }
    }

    fn read(file: File) -> Result<Key, NoKey> {
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            return Err(NoKey::Open);
        }
        let mut text = String::new();
        file.take(1000).read_to_string(&mut text).map_err(|_| NoKey::Strange)?;
        let mut lines = text.lines();
        let first = lines.next() == Some(FIRST);
        let seed = lines.next().and_then(unhex::<32>).filter(|_| first).ok_or(NoKey::Strange)?;
        Ok(Key(SigningKey::from_bytes(&seed)))
    }

    fn make(path: &Path) -> Result<Key, NoKey> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| io::Error::other(error.to_string()))?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        let written = file.write_all(format!("{FIRST}\n{}\n", hex(&seed)).as_bytes()).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // half a key signs nothing
            let _ = fs::remove_file(path);
            return Err(error.into());
        }
        Ok(Key(SigningKey::from_bytes(&seed)))
    }

    /// The fingerprint of what checks its signatures.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.0.verifying_key().to_bytes())
    }

    /// Signs how far a trail has come that was held against its record; none where there is no entry.
    pub fn sign(&self, of: &Verified) -> Option<Checkpoint> {
        let (head, identity) = (of.head.as_ref()?, of.identity?);
        let key = self.0.verifying_key().to_bytes();
        let mut checkpoint = Checkpoint {
            identity,
            branch: 1 + of.restores.len() as u64,
            entry: head.number,
            moment: head.moment.clone(),
            hash: head.hash,
            counts: (of.acts, of.facts),
            key,
            fingerprint: fingerprint(&key),
            signature: [0; 64],
        };
        checkpoint.signature = ed25519_dalek::Signer::sign(&self.0, checkpoint.statement().as_bytes()).to_bytes();
        Some(checkpoint)
    }
}

/// Of a public key: the first 20 bytes of its SHA-256, in hexadecimal digits.
fn fingerprint(key: &[u8; 32]) -> String {
    hex(&Sha256::digest(key)[..20])
}

/// Whether a checkpoint is signed by its key, and the fingerprint is the key's.
pub fn is_signed(checkpoint: &Checkpoint) -> bool {
    let signature = Signature::from_bytes(&checkpoint.signature);
    let key = VerifyingKey::from_bytes(&checkpoint.key);
    let signed = key.is_ok_and(|key| key.verify_strict(checkpoint.statement().as_bytes(), &signature).is_ok());
    signed && checkpoint.fingerprint == fingerprint(&checkpoint.key)
}
