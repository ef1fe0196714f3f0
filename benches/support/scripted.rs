//! The same fold as one writes it in a language for scripts, Rhai.

use crate::folding::OwnFold;
use crate::workload::Happened;
use rhai::{AST, CallFnOptions, Dynamic, Engine, Scope};

/// The script, and all events as its maps.
pub(crate) struct Scripted {
    engine: Engine,
    script: AST,
    events: Vec<Dynamic>,
}

impl Scripted {
    /// Reads the script.
    pub(crate) fn new() -> Self {
        let engine = Engine::new();
        let script = engine.compile(include_str!("scripted.rhai"));
        Self {
            script: script.expect("it can be read"),
            engine,
            events: Vec::new(),
        }
    }

    fn call(&self, world: &mut Dynamic, function: &str, event: Option<&Dynamic>) -> Dynamic {
        let on_world = CallFnOptions::new().eval_ast(false).bind_this_ptr(world);
        let arguments: Vec<Dynamic> = event.into_iter().cloned().collect();
        let result = self.engine.call_fn_with_options(
            on_world,
            &mut Scope::new(),
            &self.script,
            function,
            arguments,
        );
        result.expect("it runs")
    }
}

impl OwnFold for Scripted {
    const NAME: &'static str = "script in Rhai";

    fn read(&mut self, events: Vec<Happened>) {
        for event in events {
            let mut map = self.engine.parse_json(&event.payload, false).expect("JSON");
            map.insert("type".into(), event.event_type.into());
            map.insert("conference".into(), event.conference.into());
            map.insert("person".into(), event.person.into());
            map.insert("at".into(), event.at.into());
            // Shared, or every call would copy it.
            self.events.push(Dynamic::from(map).into_shared());
        }
    }

    fn fold(&self) -> usize {
        let world = self
            .engine
            .parse_json(r#"{"conferences":{},"feed":[],"latest":0}"#, false);
        let mut world = Dynamic::from(world.expect("JSON"));
        for event in &self.events {
            let _ = self.call(&mut world, "evolve", Some(event));
        }
        let rows = self.call(&mut world, "rows", None).as_int();
        usize::try_from(rows.expect("a number")).expect("not less than none")
    }
}
