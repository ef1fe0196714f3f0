//! A connection to one IndexedDB database: opened, upgraded, closed and deleted with every outcome told.

mod error;
mod record;
mod transaction;

pub(super) use record::{from_js, key, read, to_js};
pub(super) use transaction::{Durability, Range, Transaction};

use crate::engine::event_store::StoreError;
use error::{is_version_error, while_open, while_opening};
use futures_util::future::{Either, select};
use gloo::events::EventListener;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use js_sys::Promise;
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, EventTarget, IdbVersionChangeEvent};

/// Brings a database from an older version (zero: it is new) to the newest.
pub(super) type Migrate = fn(&Database, from: u32) -> indexed_db_futures::Result<()>;

/// An open database. It gives way when another tab wants to upgrade or delete the database.
#[derive(Debug)]
pub(super) struct Connection {
    database: Database,
    /// Why it was closed, once it was.
    closed: Rc<RefCell<Option<String>>>,
    _listeners: [EventListener; 2],
}

impl Connection {
    /// Opens the database `name` in `version`, and makes or upgrades it first where that is needed.
    pub(super) async fn open(
        name: &str,
        version: u32,
        migrate: Migrate,
    ) -> Result<Self, StoreError> {
        let request = Database::open(name)
            .with_version(version)
            .with_on_upgrade_needed(move |event, database| {
                migrate(&database, event.old_version() as u32)
            })
            .build()
            .map_err(while_opening)?;
        let blocked = pin!(event(request.as_sys().clone().into(), "blocked"));
        match select(request, blocked).await {
            Either::Left((Ok(database), _)) => Ok(Self::new(database)),
            Either::Left((Err(error), _)) if is_version_error(&error) => {
                Err(newer(name, version).await)
            }
            Either::Left((Err(error), _)) => Err(while_opening(error)),
            Either::Right(((), request)) => {
                // The browser goes on with the upgrade once the other tab lets go. Without its listener the
                // upgrade would make an empty database, so the request must be waited for by someone.
                spawn_local(async move {
                    if let Ok(database) = request.await {
                        database.close();
                    }
                });
                Err(StoreError::Blocked)
            }
        }
    }

    /// Deletes the database `name`. One that is unknown is deleted already.
    pub(super) async fn delete(name: &str) -> Result<(), StoreError> {
        let request = Database::delete_by_name(name).map_err(while_opening)?;
        let blocked = pin!(event(request.as_sys().clone().into(), "blocked"));
        match select(request, blocked).await {
            Either::Left((deleted, _)) => deleted.map_err(while_open),
            Either::Right(_) => Err(StoreError::Blocked),
        }
    }

    /// Begins a transaction that reads.
    pub(super) fn read(&self, stores: &[&str]) -> Result<Transaction<'_>, StoreError> {
        self.check_open()?;
        Transaction::reading(&self.database, stores)
    }

    /// Begins a transaction that reads and writes. Nothing is written unless it is committed.
    pub(super) fn write(
        &self,
        stores: &[&str],
        durability: Durability,
    ) -> Result<Transaction<'_>, StoreError> {
        self.check_open()?;
        Transaction::writing(&self.database, stores, durability)
    }

    fn new(database: Database) -> Self {
        let closed = Rc::new(RefCell::new(None));
        let gives_way = on(&database, &closed, "versionchange", |event| {
            let deleted = event
                .dyn_ref::<IdbVersionChangeEvent>()
                .is_some_and(|change| change.new_version().is_none());
            match deleted {
                true => "another tab deletes it",
                false => "another tab upgrades it to a newer version of this program",
            }
        });
        let goes_away = on(
            &database,
            &closed,
            "close",
            |_| "the browser took it away, as it does when its storage is cleared",
        );
        Self {
            database,
            closed,
            _listeners: [gives_way, goes_away],
        }
    }

    fn check_open(&self) -> Result<(), StoreError> {
        match &*self.closed.borrow() {
            None => Ok(()),
            Some(reason) => Err(StoreError::Closed(reason.clone())),
        }
    }
}

impl Drop for Connection {
    /// An open connection would block other tabs until the garbage collector finds it.
    fn drop(&mut self) {
        self.database.clone().close();
    }
}

/// Closes `database` when the event `name` comes, and keeps the reason.
fn on(
    database: &Database,
    closed: &Rc<RefCell<Option<String>>>,
    name: &'static str,
    reason: fn(&Event) -> &'static str,
) -> EventListener {
    let (open, closed) = (database.clone(), Rc::clone(closed));
    EventListener::new(database.as_sys(), name, move |event| {
        open.clone().close();
        closed
            .borrow_mut()
            .get_or_insert_with(|| reason(event).to_owned());
    })
}

/// Ends when the event `name` comes.
async fn event(target: EventTarget, name: &'static str) {
    let mut listener = None;
    let promise = Promise::new(&mut |resolve, _| {
        listener = Some(EventListener::once(&target, name, move |_| {
            // A resolve function never throws.
            let _ = resolve.call0(&JsValue::NULL);
        }));
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
    drop(listener);
}

/// The error that tells which newer version the database has.
async fn newer(name: &str, known: u32) -> StoreError {
    let request = match Database::open(name).build() {
        Ok(request) => request,
        Err(error) => return while_opening(error),
    };
    match request.await {
        Ok(database) => {
            let found = database.version() as u32;
            database.close();
            StoreError::Newer { found, known }
        }
        Err(error) => while_opening(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// Adds one object store with each version.
    fn migrate(database: &Database, from: u32) -> indexed_db_futures::Result<()> {
        for version in from + 1..=database.version() as u32 {
            let name = format!("version-{version}");
            database.create_object_store(name.as_str()).build()?;
        }
        Ok(())
    }

    async fn open(name: &str, version: u32) -> Result<Connection, StoreError> {
        Connection::open(name, version, migrate).await
    }

    #[wasm_bindgen_test]
    async fn an_upgrade_closes_the_connections_of_other_tabs() {
        let old = open("upgraded", 1).await.expect("a new database");
        let new = open("upgraded", 2).await.expect("the old tab gives way");
        let answer = old.read(&["version-1"]).map(drop);
        assert!(matches!(answer, Err(StoreError::Closed(_))), "{answer:?}");
        new.read(&["version-1", "version-2"])
            .expect("both are there");
        let error = open("upgraded", 1)
            .await
            .expect_err("older than the database");
        assert_eq!(error, StoreError::Newer { found: 2, known: 1 });
    }

    #[wasm_bindgen_test]
    async fn an_upgrade_that_is_blocked_says_so_and_is_still_made_whole() {
        drop(open("blocked", 1).await.expect("a new database"));
        let stubborn = Database::open("blocked").build().expect("a request");
        let stubborn = stubborn.await.expect("a tab that never gives way");
        let error = open("blocked", 2).await.expect_err("in the way");
        assert_eq!(error, StoreError::Blocked);
        stubborn.close();
        let upgraded = open("blocked", 2).await.expect("nobody is in the way");
        upgraded
            .read(&["version-1", "version-2"])
            .expect("both are there");
    }

    #[wasm_bindgen_test]
    async fn an_upgrade_that_fails_leaves_the_database_as_it_was() {
        drop(open("failed", 1).await.expect("a new database"));
        let broken: Migrate = |database, _| {
            database.create_object_store("version-2").build()?;
            database.create_object_store("version-1").build()?;
            Ok(())
        };
        let answer = Connection::open("failed", 2, broken).await;
        answer.expect_err("version-1 is there already");
        let old = open("failed", 1).await.expect("still version 1");
        old.read(&["version-1"]).expect("it is there");
        assert!(old.read(&["version-2"]).is_err());
    }

    #[wasm_bindgen_test]
    async fn a_transaction_that_is_dropped_writes_nothing() {
        let plain: Migrate = |database, _| {
            let records = database.create_object_store("records");
            let path = indexed_db_futures::KeyPath::from(["id"]);
            records.with_key_path(path).build().map(drop)
        };
        let connection = Connection::open("dropped", 1, plain).await;
        let connection = connection.expect("a new database");
        let record = || js_sys::JSON::parse(r#"{"id":"a"}"#).expect("JSON");
        let begin = || connection.write(&["records"], Durability::Strict);
        let count = async || {
            let transaction = connection.read(&["records"]).expect("a transaction");
            transaction.all("records").await.expect("records").len()
        };
        let transaction = begin().expect("a transaction");
        transaction.put("records", record()).expect("a request");
        drop(transaction);
        assert_eq!(count().await, 0);
        let transaction = begin().expect("a transaction");
        transaction.put("records", record()).expect("a request");
        transaction.commit().await.expect("committed");
        assert_eq!(count().await, 1);
        let transaction = begin().expect("a transaction");
        transaction.put("records", record()).expect("a request");
        transaction.add("records", record()).expect("a request");
        let answer = transaction.commit().await;
        assert!(
            matches!(answer, Err(StoreError::Corrupt { .. })),
            "{answer:?}"
        );
    }
}
