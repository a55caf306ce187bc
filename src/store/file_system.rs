//! Which file systems a database must not stand on: those where several machines may write, or whose locks are hearsay.
//!
//! The numbers are Linux's `statfs` magic numbers. FUSE is refused whole, since what stands behind it (sshfs, rclone)
//! cannot be asked.

use std::path::Path;

use super::error::StoreError;

const REFUSED: &[(u32, &str)] = &[
    (0x0000_6969, "NFS"),
    (0x0000_517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB 2"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "kAFS"),
    (0x00c3_6400, "CEPH"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
    (0x7375_7245, "Coda"),
    (0x0000_564c, "NCP"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x0116_1970, "GFS2"),
    (0x7461_636f, "OCFS2"),
    (0x2003_0528, "OrangeFS"),
    (0x786f_4256, "VirtualBox shared folder"),
    (0xbacb_acbc, "VMware shared folder"),
    (0xaad7_aaea, "PanFS"),
];

/// The name of the file system with this magic number, where a database must not stand on it.
pub fn refused(magic: u32) -> Option<&'static str> {
    REFUSED.iter().find(|(number, _)| *number == magic).map(|(_, name)| *name)
}

/// Refuses a path (of something that exists) on such a file system.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    match of(path)? {
        Some(file_system) => Err(StoreError::Network { file_system }),
        None => Ok(()),
    }
}

/// The name of the file system that a path stands on, where a database must not stand on it.
pub(super) fn of(path: &Path) -> Result<Option<&'static str>, StoreError> {
    let found = rustix::fs::statfs(path).map_err(std::io::Error::from)?;
    // The field is a signed word on some machines; the magic is its lowest 32 bits.
    Ok(refused(found.f_type as u32))
}

/// The bytes that may still be written where a path stands.
pub(super) fn free(path: &Path) -> Result<u64, StoreError> {
    let found = rustix::fs::statvfs(path).map_err(std::io::Error::from)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}
