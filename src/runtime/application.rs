//! The application and its interpreter, joined: messages in, effects carried out, answers back in.

use super::Runtime;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::models::Models;
use crate::app::state::AppState;
use crate::app::update::update;
use crate::app::view_model::{ViewModel, view_model};
use crate::engine::model::Model;
use crate::engine::outside::Platform;
use std::cell::{Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// The running application.
pub struct Application<P: Platform> {
    state: RefCell<AppState>,
    runtime: Runtime<P>,
}

impl<P: Platform> Application<P> {
    /// An application that was just started; send it [`Message::Started`].
    pub fn new(platform: P, models: Vec<Rc<dyn Model>>, first_workspace: &str) -> Self {
        let models = Rc::new(Models::new(models));
        Self {
            state: RefCell::new(AppState::new(Rc::clone(&models), first_workspace)),
            runtime: Runtime::new(platform, models),
        }
    }

    /// Takes a message in and says what is to be carried out.
    pub fn take(&self, message: Message) -> Vec<Effect> {
        update(&mut self.state.borrow_mut(), message)
    }

    /// Carries out one effect, and tells what came of it.
    pub async fn carry_out(&self, effect: Effect, tell: &dyn Fn(Message)) {
        self.runtime.carry_out(effect, tell).await;
    }

    /// What the page shows now.
    pub fn view_model(&self) -> ViewModel {
        view_model(&self.state.borrow())
    }

    /// What is known now.
    pub fn state(&self) -> Ref<'_, AppState> {
        self.state.borrow()
    }

    /// The other tabs.
    pub fn tabs(&self) -> &P::Tabs {
        self.platform().tabs()
    }

    /// Everything outside.
    pub fn platform(&self) -> &P {
        self.runtime.platform()
    }

    /// Starts, and goes on until nothing is left to do: a workspace is open, or it is shown why none is.
    pub async fn start(&self) {
        self.settle(Message::Started).await;
    }

    /// Takes a message in and goes on until nothing is left to do, one effect after the other.
    ///
    /// For the command line and for tests; a page spawns its effects instead. What waits for time to pass is left out.
    pub async fn settle(&self, message: Message) {
        let told = RefCell::new(VecDeque::from([message]));
        loop {
            let next = told.borrow_mut().pop_front();
            let Some(message) = next else {
                return;
            };
            let effects = self.take(message).into_iter();
            for effect in effects.filter(|effect| !effect.waits()) {
                let tell = |message| told.borrow_mut().push_back(message);
                self.carry_out(effect, &tell).await;
            }
        }
    }
}
