//! What an error of IndexedDB means to the application.

use crate::engine::event_store::StoreError;
use indexed_db_futures::error::{Error, OpenDbError};
use web_sys::DomException;

/// What an error means that came while the database was being opened or made.
pub(super) fn while_opening(error: OpenDbError) -> StoreError {
    let error = match error {
        OpenDbError::Base(error) => error,
        // The library says “version zero” of whatever `open` throws at once, and ours is never zero.
        OpenDbError::VersionZero => return denied("it does not even try"),
        other => return denied(&other.to_string()),
    };
    match dom_exception(&error) {
        Some(exception) => match exception.name().as_str() {
            "SecurityError" | "InvalidStateError" | "UnknownError" | "NotAllowedError" => {
                denied(&exception.message())
            }
            _ => by_name(&exception),
        },
        None => while_open(error),
    }
}

/// What an error means that came while an open database was being used.
pub(super) fn while_open(error: Error) -> StoreError {
    match dom_exception(&error) {
        Some(exception) => by_name(&exception),
        None => StoreError::Failed(error.to_string()),
    }
}

/// What an exception of IndexedDB means, told by its name.
pub(super) fn by_name(exception: &DomException) -> StoreError {
    let message = exception.message();
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        // Transactions are aborted, and new ones refused, when the browser closes a database.
        "InvalidStateError" | "AbortError" => StoreError::Closed(message),
        "NotFoundError" => StoreError::Corrupt {
            record: "the database".to_owned(),
            problem: format!("it is incomplete: {message}"),
        },
        "ConstraintError" => StoreError::Corrupt {
            record: "the last position of the branch".to_owned(),
            problem: "there is a record after it already".to_owned(),
        },
        name => StoreError::Failed(format!("{name}: {message}")),
    }
}

/// Whether the database has a newer version than the one asked for.
pub(super) fn is_version_error(error: &OpenDbError) -> bool {
    let OpenDbError::Base(error) = error else {
        return false;
    };
    dom_exception(error).is_some_and(|exception| exception.name() == "VersionError")
}

fn denied(message: &str) -> StoreError {
    StoreError::Denied(message.to_owned())
}

fn dom_exception(error: &Error) -> Option<DomException> {
    match error {
        Error::DomException(exception) => Some(exception.clone().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn exception(name: &str) -> DomException {
        DomException::new_with_message_and_name("said the browser", name).expect("an exception")
    }

    #[wasm_bindgen_test]
    fn a_full_disk_is_told_from_a_closed_database_and_from_the_rest() {
        let meaning = |name| while_open(exception(name).into());
        assert_eq!(meaning("QuotaExceededError"), StoreError::Full);
        let closed = StoreError::Closed("said the browser".to_owned());
        assert_eq!(meaning("InvalidStateError"), closed);
        assert_eq!(meaning("AbortError"), closed);
        let failed = StoreError::Failed("DataError: said the browser".to_owned());
        assert_eq!(meaning("DataError"), failed);
    }

    #[wasm_bindgen_test]
    fn a_database_that_may_not_be_opened_is_denied_and_a_full_disk_stays_full() {
        let meaning = |name| while_opening(exception(name).into());
        let denied = StoreError::Denied("said the browser".to_owned());
        for name in ["SecurityError", "InvalidStateError", "UnknownError"] {
            assert_eq!(meaning(name), denied);
        }
        assert_eq!(meaning("QuotaExceededError"), StoreError::Full);
        let null = while_opening(OpenDbError::NullFactory);
        assert!(matches!(null, StoreError::Denied(_)), "{null:?}");
    }

    #[wasm_bindgen_test]
    fn a_version_error_is_told_apart() {
        assert!(is_version_error(&exception("VersionError").into()));
        assert!(!is_version_error(&exception("AbortError").into()));
    }
}
