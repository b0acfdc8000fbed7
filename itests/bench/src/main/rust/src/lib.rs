//! A flow limit of one resource, as one writes it with the Rust SDK of proxy-wasm: the resource is
//! method and path, the window has two buckets of half a second, a counter says what has passed and
//! what was blocked. Configuration: `local` or `shared`, and the limit: `shared 1000`.

use proxy_wasm::hostcalls;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, MetricType, Status};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::UNIX_EPOCH;

const BUCKET_MILLIS: u64 = 500;
const RESOURCE: &str = "GET:/orders";

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Warn);
    proxy_wasm::set_root_context(|_| Box::new(Root { limits: Rc::default() }));
}}

/// Two buckets: number of the younger one, its count, the count of the one before.
#[derive(Clone, Copy, Default)]
struct Window {
    bucket: u64,
    count: u64,
    before: u64,
}

impl Window {
    fn read(bytes: &[u8]) -> Option<Window> {
        let word = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        Some(Window { bucket: word(0)?, count: word(8)?, before: word(16)? })
    }

    fn bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.bucket.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.count.to_le_bytes());
        bytes[16..].copy_from_slice(&self.before.to_le_bytes());
        bytes
    }

    /// The window at a time with one call more, or none if that is over the limit.
    fn take(self, millis: u64, limit: u64) -> Option<Window> {
        let bucket = millis / BUCKET_MILLIS;
        let mut now = match bucket.saturating_sub(self.bucket) {
            0 => self,
            1 => Window { bucket, count: 0, before: self.count },
            _ => Window { bucket, count: 0, before: 0 },
        };
        if now.count + now.before >= limit {
            return None;
        }
        now.count += 1;
        Some(now)
    }
}

struct Limit {
    shared: bool,
    limit: u64,
    window: Window,
    passed: u32,
    blocked: u32,
}

impl Limit {
    fn pass(&mut self, millis: u64) -> bool {
        let passed = if self.shared { self.pass_shared(millis) } else { self.pass_local(millis) };
        let counter = if passed { self.passed } else { self.blocked };
        let _ = hostcalls::increment_metric(counter, 1);
        passed
    }

    fn pass_local(&mut self, millis: u64) -> bool {
        match self.window.take(millis, self.limit) {
            Some(window) => {
                self.window = window;
                true
            }
            None => false,
        }
    }

    /// By compare-and-swap on a value that all workers share.
    fn pass_shared(&mut self, millis: u64) -> bool {
        loop {
            let (data, version) = match hostcalls::get_shared_data(RESOURCE) {
                Ok(found) => found,
                Err(_) => (None, None),
            };
            let window = data.as_deref().and_then(Window::read).unwrap_or_default();
            let Some(next) = window.take(millis, self.limit) else { return false };
            match hostcalls::set_shared_data(RESOURCE, Some(&next.bytes()), version) {
                Err(Status::CasMismatch) => continue,
                _ => return true,
            }
        }
    }
}

type Limits = Rc<RefCell<HashMap<String, Limit>>>;

struct Root {
    limits: Limits,
}

impl Context for Root {}

impl RootContext for Root {
    fn on_configure(&mut self, _size: usize) -> bool {
        let Some(bytes) = self.get_plugin_configuration() else { return false };
        let Ok(text) = String::from_utf8(bytes) else { return false };
        let Some((kind, limit)) = text.split_once(' ') else { return false };
        let (Ok(limit), Ok(passed), Ok(blocked)) = (
            limit.parse(),
            hostcalls::define_metric(MetricType::Counter, "rust.orders.pass"),
            hostcalls::define_metric(MetricType::Counter, "rust.orders.block"),
        ) else {
            return false;
        };
        let shared = kind == "shared";
        let limit = Limit { shared, limit, window: Window::default(), passed, blocked };
        self.limits.borrow_mut().insert(RESOURCE.to_string(), limit);
        true
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Call { limits: self.limits.clone() }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Call {
    limits: Limits,
}

impl Context for Call {}

impl HttpContext for Call {
    fn on_http_request_headers(&mut self, _count: usize, _end: bool) -> Action {
        let method = self.get_http_request_header(":method").unwrap_or_default();
        let path = self.get_http_request_header(":path").unwrap_or_default();
        let resource = format!("{method}:{}", path.split('?').next().unwrap_or_default());
        let now = self.get_current_time();
        let passed = match self.limits.borrow_mut().get_mut(&resource) {
            Some(limit) => {
                let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
                limit.pass(since.as_millis() as u64)
            }
            None => true,
        };
        if passed {
            return Action::Continue;
        }
        self.send_http_response(429, vec![], Some(b"too many requests"));
        Action::Pause
    }
}
