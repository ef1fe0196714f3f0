//! Files that a person chooses.

use gloo::file::callbacks::{FileReader, read_as_text};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Reads the text of the file that was chosen, and hands on its name and its text.
pub(super) fn on_file(
    reading: Rc<RefCell<Option<FileReader>>>,
    read: impl Fn(String, String) + 'static,
) -> Callback<Event> {
    let read = Rc::new(read);
    Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let (name, read) = (file.name(), Rc::clone(&read));
        let file = gloo::file::File::from(file);
        let reader = read_as_text(&file, move |text| {
            if let Ok(text) = text {
                read(name, text);
            }
        });
        reading.replace(Some(reader));
        // The same file can be chosen again.
        input.set_value("");
    })
}
