//! Ctrl-C held back for a while: while a pager or an editor runs, it stops what that does and not
//! this program, else two programs would read the keyboard; while a bar is shown, it is cleared
//! first.

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::SIGINT;
    use signal_hook::flag::{register, register_conditional_default};
    use signal_hook::low_level::emulate_default_handler;

    /// What the handlers of this program read and write.
    #[derive(Default)]
    struct Interrupts {
        end_us: Arc<AtomicBool>,
        pressed: Arc<AtomicBool>,
    }

    /// While it lives, Ctrl-C does not end this program.
    pub struct Held(&'static Interrupts);

    pub fn hold() -> Held {
        static INTERRUPTS: OnceLock<Interrupts> = OnceLock::new();
        let interrupts = INTERRUPTS.get_or_init(|| {
            let interrupts = Interrupts::default();
            let _ = register_conditional_default(SIGINT, Arc::clone(&interrupts.end_us));
            let _ = register(SIGINT, Arc::clone(&interrupts.pressed));
            interrupts
        });
        interrupts.end_us.store(false, Ordering::Relaxed);
        interrupts.pressed.store(false, Ordering::Relaxed);
        Held(interrupts)
    }

    impl Held {
        /// Whether it was pressed since.
        pub fn was_pressed(&self) -> bool {
            self.0.pressed.load(Ordering::Relaxed)
        }

        /// Ends this program, if it was pressed since.
        pub fn let_go(self) {
            if self.was_pressed() {
                let _ = emulate_default_handler(SIGINT);
            }
        }
    }

    impl Drop for Held {
        fn drop(&mut self) {
            self.0.end_us.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(not(unix))]
mod other {
    /// Elsewhere Ctrl-C ends this program and its child alike.
    pub struct NotHeld;

    pub fn hold() -> NotHeld {
        NotHeld
    }

    impl NotHeld {
        pub fn was_pressed(&self) -> bool {
            false
        }

        pub fn let_go(self) {}
    }
}

#[cfg(not(unix))]
pub use other::hold;
#[cfg(unix)]
pub use unix::hold;
