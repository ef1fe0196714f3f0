//! What the slots of all worlds weigh: counted where they are made and let go, so that keyframes can keep to a budget.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// How many bytes the slots of all worlds of this thread take, what they share counted once. What a value keeps in
/// collections of its own is seen where they hold a [`Weight`].
pub fn alive_bytes() -> usize {
    ALIVE.get()
}

/// Bytes that count as long as this lives. A value that keeps much outside itself holds one.
#[derive(Debug, Default)]
pub struct Weight(usize);

impl Weight {
    /// So many bytes.
    pub fn of(bytes: usize) -> Self {
        ALIVE.set(ALIVE.get() + bytes);
        Self(bytes)
    }

    /// From now on it is so many.
    pub fn set(&mut self, bytes: usize) {
        ALIVE.set(ALIVE.get() - self.0 + bytes);
        self.0 = bytes;
    }
}

impl Clone for Weight {
    fn clone(&self) -> Self {
        Self::of(self.0)
    }
}

impl Drop for Weight {
    fn drop(&mut self) {
        self.set(0);
    }
}

/// A value that is counted as long as it lives.
#[derive(Clone, Debug)]
pub(super) struct Weighed<T> {
    value: T,
    _weight: Weight,
}

impl<T> Weighed<T> {
    pub(super) fn new(value: T) -> Self {
        Self {
            value,
            // Behind a shared pointer stand two counters as well.
            _weight: Weight::of(size_of::<(usize, usize, Self)>()),
        }
    }
}

impl<T: Default> Default for Weighed<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq> PartialEq for Weighed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Deref for Weighed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Weighed<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
