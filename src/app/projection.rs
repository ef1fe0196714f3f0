//! How far a read model has got: what is delivered to it, and so what it has seen.

use crate::engine::delivery::Delivery;
use crate::engine::position::GlobalPosition;

/// One read model's deliveries from a moment on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Projection {
    delivery: Delivery,
    /// What it had seen when that began: nobody unsees an event.
    from: GlobalPosition,
}

impl Projection {
    /// From this position on events are delivered like this.
    pub fn set(&mut self, delivery: Delivery, at: GlobalPosition) {
        *self = Self {
            delivery,
            from: self.seen(at),
        };
    }

    /// How it gets its events.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// The position of the last event that it has seen where the history ends at `end`.
    pub fn seen(&self, end: GlobalPosition) -> GlobalPosition {
        let delivered = match self.delivery {
            Delivery::Live => end,
            Delivery::Paused => self.from,
            Delivery::Delayed { events } => {
                GlobalPosition::new(end.number().saturating_sub(events))
            }
        };
        delivered.max(self.from).min(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: Delivery = Delivery::Delayed { events: 5 };

    fn seen(projection: &Projection, end: u64) -> u64 {
        projection.seen(GlobalPosition::new(end)).number()
    }

    fn set(projection: &mut Projection, delivery: Delivery, at: u64) {
        projection.set(delivery, GlobalPosition::new(at));
    }

    #[test]
    fn live_it_has_seen_all_paused_nothing_new_and_delayed_all_but_the_last() {
        let mut projection = Projection::default();
        assert_eq!(seen(&projection, 10), 10);
        set(&mut projection, Delivery::Paused, 10);
        assert_eq!([seen(&projection, 10), seen(&projection, 17)], [10, 10]);
        set(&mut projection, LATE, 17);
        assert_eq!([seen(&projection, 17), seen(&projection, 20)], [12, 15]);
        set(&mut projection, Delivery::Live, 20);
        assert_eq!(seen(&projection, 20), 20);
    }

    #[test]
    fn what_it_has_seen_it_does_not_unsee() {
        let mut projection = Projection::default();
        set(&mut projection, LATE, 10);
        let ends = [10, 13, 15, 16].map(|end| seen(&projection, end));
        assert_eq!(ends, [10, 10, 10, 11]);
        set(&mut projection, Delivery::Paused, 16);
        set(&mut projection, LATE, 17);
        assert_eq!(seen(&projection, 17), 12);
        let mut early = Projection::default();
        set(&mut early, LATE, 0);
        assert_eq!([seen(&early, 3), seen(&early, 6)], [0, 1]);
    }
}
