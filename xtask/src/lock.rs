//! Keeps two runs of these commands from doing the same work in the same folder at once.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::failure::{OrFail, Outcome};

/// A lock that is held until it is dropped, or the program ends.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting for whoever has it.
    pub(crate) fn take(path: &Path) -> Outcome<Self> {
        let remedy = "make that folder writable; for the tools another can be named in \
                      XDG_CACHE_HOME";
        let tried = format!("locking {}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).or_fail(&tried, remedy)?;
        }
        let file = File::create(path).or_fail(&tried, remedy)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                println!("    another run is at it: waiting");
                file.lock().or_fail(&tried, remedy)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).or_fail(&tried, remedy),
        }
        Ok(Self { _file: file })
    }
}
