//! While a pager or an editor runs, Ctrl-C stops what that does and not this program: else two
//! programs would read the keyboard.

#[cfg(unix)]
mod unix {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::SIGINT;
    use signal_hook::flag::register_conditional_default;

    /// While it lives, Ctrl-C does not end this program.
    pub struct Ignored(Arc<AtomicBool>);

    pub fn left_to_the_child() -> Ignored {
        let ends_us = Arc::new(AtomicBool::new(false));
        let _ = register_conditional_default(SIGINT, Arc::clone(&ends_us));
        Ignored(ends_us)
    }

    impl Drop for Ignored {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(not(unix))]
mod other {
    /// Elsewhere Ctrl-C ends this program and its child alike.
    pub struct NotIgnored;

    pub fn left_to_the_child() -> NotIgnored {
        NotIgnored
    }
}

#[cfg(not(unix))]
pub use other::left_to_the_child;
#[cfg(unix)]
pub use unix::left_to_the_child;
