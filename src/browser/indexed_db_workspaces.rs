//! The list of workspaces: a small database of its own beside the workspaces' databases.

use super::database::{Connection, Durability, from_js, key, to_js};
use super::indexed_db_store::IndexedDbStore;
use crate::engine::event_store::StoreError;
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo, Workspaces};
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::{KeyPath, Result as DatabaseResult};

/// The name of the database. It is a promise, like the shape of its records.
const DATABASE: &str = "foldline";
const VERSION: u32 = 1;
/// The workspaces, by id.
const WORKSPACES: &str = "workspaces";

/// The workspaces of this browser, kept in IndexedDB.
#[derive(Debug)]
pub struct IndexedDbWorkspaces {
    connection: Connection,
}

impl IndexedDbWorkspaces {
    /// Opens the list; an empty one where there was none.
    ///
    /// # Errors
    /// The same as those of [`IndexedDbStore::open`].
    pub async fn open() -> Result<Self, StoreError> {
        let connection = Connection::open(DATABASE, VERSION, migrate).await?;
        Ok(Self { connection })
    }
}

impl Workspaces for IndexedDbWorkspaces {
    type Store = IndexedDbStore;

    async fn list(&self) -> Result<Vec<WorkspaceInfo>, StoreError> {
        let transaction = self.connection.read(&[WORKSPACES])?;
        let found = transaction.all(WORKSPACES).await?.into_iter();
        let infos = found.map(|info| from_js(&info, || "the list of workspaces".to_owned()));
        let mut infos: Vec<WorkspaceInfo> = infos.collect::<Result<_, _>>()?;
        infos.sort_unstable_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        Ok(infos)
    }

    async fn save(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        let transaction = self.connection.write(&[WORKSPACES], Durability::Strict)?;
        transaction.put(WORKSPACES, to_js(info)?)?;
        transaction.commit().await
    }

    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        // The entry goes last: a workspace that is still there can be seen, and deleted again.
        IndexedDbStore::delete(id).await?;
        let transaction = self.connection.write(&[WORKSPACES], Durability::Strict)?;
        transaction.delete(WORKSPACES, key([id.as_str().into()]))?;
        transaction.commit().await
    }

    async fn clear(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        IndexedDbStore::delete(id).await
    }

    async fn open(&self, id: &WorkspaceId) -> Result<IndexedDbStore, StoreError> {
        IndexedDbStore::open(id).await
    }
}

fn migrate(database: &Database, from: u32) -> DatabaseResult<()> {
    if from < 1 {
        let path = KeyPath::from(["id"]);
        let workspaces = database.create_object_store(WORKSPACES);
        workspaces.with_key_path(path).build()?;
    }
    Ok(())
}
