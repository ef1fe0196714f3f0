//! Other rules are in force: what they made of the history is shown, and what was made for those before is put away.

use super::{View, Workbench, first_actor};
use crate::app::refold::Refolded;

impl Workbench {
    /// Shows the history as other rules fold it; with what differs, where somebody has seen it as it was.
    pub fn adopt(&mut self, refolded: Refolded, is_seen: bool) {
        self.model = refolded.model;
        self.timeline = refolded.timeline;
        self.modelling.report = is_seen.then_some(refolded.report);
        self.put_away_forms();
        self.projecting = super::Projecting::default();
        self.looking.rows_first = 0;
        self.looking.instances_first = 0;
        self.drawing.take();
        self.apply_filter();
        if let View::Past { at, .. } = self.view {
            self.travel(at);
        }
    }

    /// Forms are made from the schema, and whoever acts has one of its roles.
    fn put_away_forms(&mut self) {
        self.desk.draft = None;
        self.desk.opening = None;
        self.desk.answer = None;
        self.desk.pair = None;
        let actor = &self.desk.actor;
        let mut known = self.model.schema().actors.iter();
        if !known.any(|it| it.role == actor.role && it.people.contains(&actor.person)) {
            self.desk.actor = first_actor(&*self.model);
        }
    }
}
