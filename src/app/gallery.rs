//! The models that a new workspace can begin with.

/// A model of the gallery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GalleryModel {
    /// How messages name it.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it shows, in a sentence or two.
    pub summary: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// Whether it has a story.
    pub has_story: bool,
}

/// Where a model comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// It is built in, under this name; the file says the same as a text.
    BuiltIn {
        /// The name of the model.
        name: &'static str,
        /// The file, beside the page.
        twin: &'static str,
    },
    /// A file beside the page.
    File(&'static str),
    /// This text.
    Text(&'static str),
}

/// Where one begins who begins with nothing.
pub const EMPTY: &str = "\
/// What is this model about? Say it in a sentence: the page shows it.
model \"My model\"

actor Somebody (Ada, Ben)

// An aggregate decides commands and evolves by events. Take the marks away, give the names meaning, and apply.
//
// aggregate Thing(thing: Id) {
//   state { count: Int }
//
//   command DoSomething \"Do something\" by Somebody (thing: Id new, times: Int(1..10)) {
//     require count + times <= 20 else TOO_MUCH \"That would be too much.\"
//     record SomethingDone(times)
//   }
//   event SomethingDone(times: Int) \"{recordedBy} did it {times} times.\" { count += times }
// }
//
// read model Things \"Things\" (thing: Id) {
//   count: Int \"Done\"
//   on SomethingDone { row.count += times }
// }
";

/// All of them, the first one first.
pub const GALLERY: [GalleryModel; 8] = [
    GalleryModel {
        name: "conference",
        title: "Conference booking",
        summary: "Orders, seats and payments in three contexts, with processes, deadlines and reference bugs. Written in Rust.",
        source: Source::BuiltIn {
            name: "conference",
            twin: "conference.fold",
        },
        has_story: true,
    },
    GalleryModel {
        name: "tutorial",
        title: "Coffee card",
        summary: "One aggregate and one read model in under 40 lines: the first model to change.",
        source: Source::File("tutorial.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "conference-text",
        title: "Conference booking, as text",
        summary: "The same system as a text that can be changed: three contexts, two processes, 61 specs.",
        source: Source::File("conference.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "transaction",
        title: "Complete transactions",
        summary: "DEMO’s pattern: request, promise, execute, declare, accept, and how each of them is revoked; parents wait for children.",
        source: Source::File("transaction.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "orders",
        title: "Orders and back orders",
        summary: "Stock that runs out, payments that come late or twice, and compensating events: three contexts, small processes.",
        source: Source::File("orders.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "expenses",
        title: "Expenses and payroll",
        summary: "Claims are approved in one context and paid in another: public events between them, and a race that must come out right.",
        source: Source::File("expenses.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "customer",
        title: "Customers and their intent",
        summary: "Moved home, closed the account, died: why something changed is an event of its own.",
        source: Source::File("customer.fold"),
        has_story: true,
    },
    GalleryModel {
        name: "empty",
        title: "Empty model",
        summary: "A name and two people. Write the rest yourself.",
        source: Source::Text(EMPTY),
        has_story: false,
    },
];

/// The model of the gallery with this name.
pub fn gallery_model(name: &str) -> Option<&'static GalleryModel> {
    GALLERY.iter().find(|model| model.name == name)
}

/// The file that says as a text what a built-in model says.
pub fn twin(built_in: &str) -> Option<&'static str> {
    GALLERY.iter().find_map(|model| match model.source {
        Source::BuiltIn { name, twin } if name == built_in => Some(twin),
        _ => None,
    })
}
