//! A transaction: requests go out when they are made, so that several can be under way before the first is awaited.
//!
//! Await nothing but these requests while it is open, or the browser ends it.

use super::error::{by_name, while_open};
use crate::engine::event_store::StoreError;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::future::GetAllPrimitiveRequest;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::query_source::GetAllRecords;
use indexed_db_futures::transaction::{
    Transaction as Inner, TransactionDurability, TransactionMode, TransactionOptions,
};
use std::future::Future;
use wasm_bindgen::JsValue;

/// How sure a write must be before it is acknowledged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::browser) enum Durability {
    /// It is on the disk.
    Strict,
    /// The operating system has it.
    Relaxed,
}

/// Keys after one and up to another.
#[derive(Clone, Debug)]
pub(in crate::browser) struct Range {
    /// All keys are greater.
    pub(in crate::browser) after: JsValue,
    /// No key is greater.
    pub(in crate::browser) up_to: JsValue,
}

/// A transaction. Dropped without a commit, it writes nothing.
#[derive(Debug)]
pub(in crate::browser) struct Transaction<'a>(Inner<'a>);

impl<'a> Transaction<'a> {
    pub(super) fn reading(database: &'a Database, stores: &[&str]) -> Result<Self, StoreError> {
        let begun = database.transaction(stores).build();
        begun.map(Self).map_err(while_open)
    }

    pub(super) fn writing(
        database: &'a Database,
        stores: &[&str],
        durability: Durability,
    ) -> Result<Self, StoreError> {
        let durability = match durability {
            Durability::Strict => TransactionDurability::Strict,
            Durability::Relaxed => TransactionDurability::Relaxed,
        };
        let begun = database
            .transaction(stores)
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(durability))
            .build();
        begun.map(Self).map_err(while_open)
    }

    /// Asks for the record with a key.
    pub(in crate::browser) fn get(
        &self,
        store: &str,
        key: JsValue,
    ) -> Result<impl Future<Output = Result<Option<JsValue>, StoreError>> + use<>, StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        let request = store.get::<JsValue, JsValue, _>(key).primitive();
        let request = request.map_err(while_open)?;
        Ok(async move { request.await.map_err(while_open) })
    }

    /// Asks for all records of a store.
    pub(in crate::browser) async fn all(&self, store: &str) -> Result<Vec<JsValue>, StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        records(store.get_all().primitive().map_err(while_open)?).await
    }

    /// Asks for up to `limit` records in a range of a store's own keys. The limit is not zero.
    pub(in crate::browser) fn range(
        &self,
        store: &str,
        range: Range,
        limit: u32,
    ) -> Result<impl Future<Output = Result<Vec<JsValue>, StoreError>> + use<>, StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        request(&store, range, limit).map(records)
    }

    /// Asks for up to `limit` records in a range of an index. The limit is not zero.
    pub(in crate::browser) fn index_range(
        &self,
        (store, index): (&str, &str),
        range: Range,
        limit: u32,
    ) -> Result<impl Future<Output = Result<Vec<JsValue>, StoreError>> + use<>, StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        let index = store.index(index).map_err(while_open)?;
        request(&index, range, limit).map(records)
    }

    /// Writes a record in place of one with the same key. Whether that worked is known when the commit ends.
    pub(in crate::browser) fn put(&self, store: &str, record: JsValue) -> Result<(), StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        store.put(record).primitive().map_err(while_open)?;
        Ok(())
    }

    /// Writes a record whose key must be new. Whether that worked is known when the commit ends.
    pub(in crate::browser) fn add(&self, store: &str, record: JsValue) -> Result<(), StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        store.add(record).primitive().map_err(while_open)?;
        Ok(())
    }

    /// Removes the record with a key, if there is one.
    pub(in crate::browser) fn delete(&self, store: &str, key: JsValue) -> Result<(), StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        let request = store.delete::<JsValue, _>(key).primitive();
        request.map_err(while_open)?;
        Ok(())
    }

    /// Removes all records of a store.
    pub(in crate::browser) fn clear(&self, store: &str) -> Result<(), StoreError> {
        let store = self.0.object_store(store).map_err(while_open)?;
        store.clear().map_err(while_open)?;
        Ok(())
    }

    /// Makes everything written durable, or nothing.
    pub(in crate::browser) async fn commit(self) -> Result<(), StoreError> {
        let raw = self.0.as_sys().clone();
        self.0.commit().await.map_err(|error| match raw.error() {
            // Why a transaction was aborted, a full disk for one, only the transaction itself can tell.
            Some(cause) => by_name(&cause),
            None => while_open(error),
        })
    }
}

fn request<Q>(
    source: &Q,
    range: Range,
    limit: u32,
) -> Result<GetAllPrimitiveRequest<JsValue>, StoreError>
where
    Q: QuerySource,
    for<'q> GetAllRecords<'q, Q, JsValue, KeyRange<JsValue>, u32>:
        BuildPrimitive<Fut = GetAllPrimitiveRequest<JsValue>>,
{
    let range = KeyRange::Bound(range.after, true, range.up_to, false);
    let records = source.get_all::<JsValue>().with_query::<JsValue, _>(range);
    let request = records.with_limit(limit).primitive();
    request.map_err(while_open)
}

async fn records(request: GetAllPrimitiveRequest<JsValue>) -> Result<Vec<JsValue>, StoreError> {
    let records = request.await.map_err(while_open)?;
    records.collect::<Result<_, _>>().map_err(while_open)
}
