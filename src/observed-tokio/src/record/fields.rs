//! Reads the fields of spans and events: only those that are wanted, since most events are of no interest,
//! and a text is made only of what will be written.

use std::fmt::{Debug, Write};
use tracing::field::{Field, Visit};

/// Tokio's span of a task.
#[derive(Default)]
pub struct TaskFields {
    /// `block_on`, `task`, `local` or `blocking`.
    pub kind: String,
    pub file: String,
    pub line: u32,
    /// Bytes of the future: in its box, if Tokio has boxed it.
    pub size: u64,
    /// The closure is a worker thread of the runtime, which runs on its blocking pool.
    pub is_worker: bool,
}

impl Visit for TaskFields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "kind" => self.kind = format!("{value:?}"),
            "fn" => self.is_worker = format!("{value:?}").contains("multi_thread::worker"),
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "kind" => self.kind = value.to_string(),
            "loc.file" => self.file = value.to_string(),
            _ => {}
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "loc.line" => self.line = value as u32,
            "size.bytes" | "original_size.bytes" => self.size = self.size.max(value),
            _ => {}
        }
    }
}

/// Tokio's span of something that can be waited for.
#[derive(Default)]
pub struct ResourceFields {
    /// `Sleep`, `Mutex`, `Semaphore`.
    pub concrete_type: String,
    pub file: String,
    pub line: u32,
}

impl Visit for ResourceFields {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "concrete_type" => self.concrete_type = value.to_string(),
            "loc.file" => self.file = value.to_string(),
            _ => {}
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "loc.line" {
            self.line = value as u32;
        }
    }
}

/// Tokio's event of a waker. The number is that of the task's span.
#[derive(Default)]
pub struct WakerFields {
    pub op: WakerOp,
    pub span: u64,
}

#[derive(Default, PartialEq, Eq)]
pub enum WakerOp {
    Clone,
    /// The waker is used up.
    Wake,
    WakeByRef,
    Drop,
    #[default]
    Other,
}

impl Visit for WakerFields {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "op" {
            self.op = match value {
                "waker.clone" => WakerOp::Clone,
                "waker.wake" => WakerOp::Wake,
                "waker.wake_by_ref" => WakerOp::WakeByRef,
                "waker.drop" => WakerOp::Drop,
                _ => WakerOp::Other,
            };
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "task.id" {
            self.span = value;
        }
    }
}

/// Tokio's event of an operation on a resource.
#[derive(Default)]
pub struct PollFields {
    pub is_pending: bool,
    /// A tick of an interval.
    pub is_tick: bool,
}

impl Visit for PollFields {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_bool(&mut self, field: &Field, value: bool) {
        if field.name() == "is_ready" {
            self.is_pending = !value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "op_name" {
            self.is_tick = value == "poll_tick";
        }
    }
}

/// Tokio's event of a change in a resource: for how long a `Sleep` sleeps is what is worth keeping.
#[derive(Default)]
pub struct DurationFields {
    pub duration: Option<u64>,
    pub is_ms: bool,
}

impl Visit for DurationFields {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "duration.unit" {
            self.is_ms = value == "ms";
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "duration" {
            self.duration = Some(value);
        }
    }
}

/// The first argument of an instrumented function.
#[derive(Default)]
pub struct FirstArgument(pub Option<String>);

impl FirstArgument {
    /// `#[instrument]` on a method records its receiver, which names no call.
    fn is_wanted(&self, field: &Field) -> bool {
        self.0.is_none() && !matches!(field.name(), "self" | "message")
    }
}

impl Visit for FirstArgument {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if self.is_wanted(field) {
            self.0 = Some(format!("{value:?}").trim_matches('"').to_string());
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if self.is_wanted(field) {
            self.0 = Some(value.to_string());
        }
    }
}

/// An event of the program: its message, and `name=value` for every other field.
#[derive(Default)]
pub struct Sentence {
    message: String,
    others: String,
}

impl Sentence {
    pub fn text(self) -> String {
        match (self.message.is_empty(), self.others.is_empty()) {
            (_, true) => self.message,
            (true, false) => self.others.trim_start().to_string(),
            (false, false) => self.message + &self.others,
        }
    }
}

impl Visit for Sentence {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.others, " {name}={value:?}"),
        };
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = match field.name() {
            "message" => write!(self.message, "{value}"),
            name => write!(self.others, " {name}={value}"),
        };
    }
}
