//! Picks the page or the command line by target and wires it; no logic.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    foldline::cli::main(foldline::samples::models())
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    page::start();
}

#[cfg(target_arch = "wasm32")]
mod page {
    use foldline::app::message::{Message, OfflineState, RuntimeMessage};
    use foldline::browser::{BrowserPlatform, Heard, Listening};
    use foldline::runtime::application::Application;
    use foldline::{samples, ui};
    use gloo::events::EventListener;
    use gloo::render::{AnimationFrame, request_animation_frame};
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen_futures::spawn_local;

    /// The name of the workspace that a new visitor finds.
    const FIRST_WORKSPACE: &str = "Conference booking";

    /// The application, the page that shows it, and the next time that it is drawn.
    struct Running {
        application: Application<BrowserPlatform>,
        page: RefCell<Option<ui::Page>>,
        frame: RefCell<Option<AnimationFrame>>,
    }

    pub(crate) fn start() {
        let running = Rc::new(Running {
            application: Application::new(
                BrowserPlatform::new(),
                samples::models(),
                FIRST_WORKSPACE,
            ),
            page: RefCell::new(None),
            frame: RefCell::new(None),
        });
        let page = ui::mount({
            let running = Rc::clone(&running);
            move |message| running.take(message)
        });
        *running.page.borrow_mut() = Some(page);
        running.listen();
        let visible = !gloo::utils::document().hidden();
        running.take(RuntimeMessage::ChangedVisibility(visible).into());
        running.take(Message::Started);
    }

    impl Running {
        /// Takes a message in, carries out what is ordered, and draws once before the next frame.
        fn take(self: &Rc<Self>, message: Message) {
            for effect in self.application.take(message) {
                let running = Rc::clone(self);
                spawn_local(async move {
                    let tell = |message| running.take(message);
                    running.application.carry_out(effect, &tell).await;
                });
            }
            let running = Rc::clone(self);
            let mut frame = self.frame.borrow_mut();
            frame.get_or_insert_with(|| request_animation_frame(move |_| running.draw()));
        }

        fn draw(&self) {
            self.frame.borrow_mut().take();
            if let Some(page) = &*self.page.borrow() {
                page.show(self.application.view_model());
            }
        }

        /// Other tabs, and the service worker. The page listens as long as it lives.
        fn listen(self: &Rc<Self>) {
            let running = Rc::clone(self);
            let tabs = self.application.tabs();
            let listening: Listening = tabs.listen(move |heard| {
                let message = match heard {
                    Heard::News(workspace) => RuntimeMessage::HeardOfNews(workspace),
                    Heard::AskToLead(workspace) => RuntimeMessage::AskedToLead(workspace),
                };
                running.take(message.into());
            });
            let running = Rc::clone(self);
            let document = gloo::utils::document();
            let visibility = EventListener::new(&document, "visibilitychange", move |_| {
                let visible = !gloo::utils::document().hidden();
                running.take(RuntimeMessage::ChangedVisibility(visible).into());
            });
            let running = Rc::clone(self);
            let window = gloo::utils::window();
            let updates = EventListener::new(&window, "foldline-update-ready", move |_| {
                running.take(RuntimeMessage::LearnedOffline(OfflineState::UpdateReady).into());
            });
            std::mem::forget((listening, visibility, updates));
        }
    }
}
