//! Somebody who has the room open: everything that the stream sent is kept.

use crate::stories::browser::{Browser, unchunked};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// How long news may take; far more than they ever do.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Watcher {
    bytes: Arc<Mutex<Vec<u8>>>,
    task: JoinHandle<()>,
}

impl Watcher {
    /// Opens the stream of a room.
    pub(super) async fn open(browser: &Browser, room: &str) -> Self {
        let mut stream = TcpStream::connect(browser.address()).await.unwrap();
        let request = browser.head("GET", &format!("{room}/langsung")) + "Accept: text/event-stream\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&bytes);
        let task = tokio::spawn(async move {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                kept.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        });
        Self { bytes, task }
    }

    /// Returns the parts that came so far: element id and content, in their order.
    pub(super) fn parts(&self) -> Vec<(String, String)> {
        let bytes = self.bytes.lock().unwrap().clone();
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Vec::new() };
        assert!(bytes.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&bytes[..end]));
        let text = String::from_utf8_lossy(&unchunked(&bytes[end + 4..])).into_owned();
        // An event without its empty line has not come to its end.
        let whole = text.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
        let data =
            whole.lines().filter_map(|line| line.strip_prefix("data: ").or(line.strip_prefix("data:")));
        data.flat_map(|data| serde_json::from_str::<Vec<(String, String)>>(data).unwrap()).collect()
    }

    /// Waits until a part shows a text.
    pub(super) async fn until(&self, wanted: &str) {
        let shows = || self.parts().iter().any(|(_, html)| html.contains(wanted));
        let waits = async {
            while !shows() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let came = tokio::time::timeout(PATIENCE, waits).await;
        assert!(came.is_ok(), "«{wanted}» never came: {:?}", self.parts().last());
    }

    /// Ends the watching and returns everything that came.
    pub(super) fn end(self) -> Vec<(String, String)> {
        self.task.abort();
        self.parts()
    }
}
