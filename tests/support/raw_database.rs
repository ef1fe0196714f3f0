//! A workspace's database as it lies in the browser: to write what a store would not, and to look at what it wrote.

use foldline::engine::workspace::WorkspaceId;
use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::JSON;
use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;

/// The name of a workspace's database.
pub(crate) fn name_of(workspace: &WorkspaceId) -> String {
    format!("foldline-workspace-{workspace}")
}

/// Opens a workspace's database as it is.
pub(crate) async fn open(workspace: &WorkspaceId) -> Database {
    let request = Database::open(name_of(workspace)).build();
    let opened = request.expect("a request").await;
    opened.expect("the raw database opens")
}

/// Writes a record as it stands.
pub(crate) async fn put(workspace: &WorkspaceId, store: &str, record: &Value) {
    let database = open(workspace).await;
    write(&database, store, std::slice::from_ref(record)).await;
    database.close();
}

/// All records of a store.
pub(crate) async fn records(workspace: &WorkspaceId, store: &str) -> Vec<Value> {
    let database = open(workspace).await;
    let records = read(&database, store).await;
    database.close();
    records
}

/// Deletes the record with a key.
pub(crate) async fn delete(workspace: &WorkspaceId, store: &str, key: &Value) {
    let database = open(workspace).await;
    let mode = TransactionMode::Readwrite;
    let transaction = database.transaction(store).with_mode(mode).build();
    let transaction = transaction.expect("a transaction");
    let records = transaction.object_store(store).expect("the store");
    let deleted = records.delete::<JsValue, _>(to_js(key)).primitive();
    deleted.expect("a request").await.expect("deleted");
    drop(records);
    transaction.commit().await.expect("committed");
    database.close();
}

/// Makes a database from what [`dump`] gave.
pub(crate) async fn restore(workspace: &WorkspaceId, dumped: &Value) {
    let version = dumped["version"].as_u64().expect("a version") as u32;
    let stores = dumped["stores"].as_object().expect("stores").clone();
    let schema = stores.clone();
    let database = Database::open(name_of(workspace))
        .with_version(version)
        .with_on_upgrade_needed(move |_, database| {
            for (name, store) in &schema {
                let made = database.create_object_store(name.as_str());
                let made = made.with_key_path(key_path(&store["key"])).build()?;
                for (name, path) in store["indexes"].as_object().expect("indexes") {
                    let index = made.create_index(name.as_str(), key_path(path));
                    index.with_unique(true).build()?;
                }
            }
            Ok(())
        })
        .await
        .expect("the raw database is made");
    for (name, store) in &stores {
        write(
            &database,
            name,
            store["records"].as_array().expect("records"),
        )
        .await;
    }
    database.close();
}

/// Everything in a workspace's database: version, object stores, keys, indexes and records.
pub(crate) async fn dump(workspace: &WorkspaceId) -> Value {
    let database = open(workspace).await;
    let mut stores = Map::new();
    for name in database.object_store_names() {
        let records = read(&database, &name).await;
        let transaction = database.transaction(name.as_str()).build();
        let transaction = transaction.expect("a transaction");
        let store = transaction.object_store(&name).expect("the store");
        let indexes: Map<_, _> = store
            .index_names()
            .map(|name| {
                let path = store.index(&name).expect("the index").key_path();
                (name, json!(path))
            })
            .collect();
        let key = json!(store.key_path());
        let whole = json!({ "key": key, "indexes": indexes, "records": records });
        stores.insert(name, whole);
    }
    let version = database.version() as u32;
    database.close();
    json!({ "version": version, "stores": stores })
}

async fn write(database: &Database, store: &str, records: &[Value]) {
    let mode = TransactionMode::Readwrite;
    let transaction = database.transaction(store).with_mode(mode).build();
    let transaction = transaction.expect("a transaction");
    let target = transaction.object_store(store).expect("the store");
    for record in records {
        let put = target.put(to_js(record)).primitive().expect("a request");
        put.await.expect("written");
    }
    drop(target);
    transaction.commit().await.expect("committed");
}

async fn read(database: &Database, store: &str) -> Vec<Value> {
    let transaction = database.transaction(store).build().expect("a transaction");
    let source = transaction.object_store(store).expect("the store");
    let found = source.get_all::<JsValue>().primitive().expect("a request");
    let found = found.await.expect("read");
    let found = found.map(|record| from_js(&record.expect("a record")));
    found.collect()
}

fn key_path(path: &Value) -> KeyPath<String> {
    let parts = path.as_array().expect("a key path").iter();
    let parts = parts.map(|part| part.as_str().expect("a name").to_owned());
    parts.collect()
}

fn to_js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).expect("JSON")
}

fn from_js(value: &JsValue) -> Value {
    let text = String::from(JSON::stringify(value).expect("plain data"));
    serde_json::from_str(&text).expect("JSON")
}
