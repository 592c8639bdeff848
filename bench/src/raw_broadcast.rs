//! The same bytes to as many sockets, without a program behind them.

use anyhow::Result;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{broadcast, mpsc};

/// Returns how long each of many messages took to each of many sockets of the loopback address.
pub(crate) async fn waits(sockets: usize, messages: usize, bytes: usize) -> Result<Vec<Duration>> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let to = listener.local_addr()?;
    let (news, _) = broadcast::channel::<Arc<[u8]>>(16);
    let (sender, mut arrivals) = mpsc::unbounded_channel();
    for _ in 0..sockets {
        let mut reader = TcpStream::connect(to).await?;
        let (mut writer, _) = listener.accept().await?;
        writer.set_nodelay(true)?;
        let mut heard = news.subscribe();
        tokio::spawn(async move {
            while let Ok(message) = heard.recv().await {
                if writer.write_all(&message).await.is_err() {
                    break;
                }
            }
        });
        let sender = sender.clone();
        tokio::spawn(async move {
            let mut message = vec![0; bytes];
            while reader.read_exact(&mut message).await.is_ok() {
                if sender.send(Instant::now()).is_err() {
                    break;
                }
            }
        });
    }
    let message: Arc<[u8]> = vec![b'x'; bytes].into();
    let mut waits = Vec::with_capacity(sockets * messages);
    for _ in 0..messages {
        let sent = Instant::now();
        news.send(Arc::clone(&message))?;
        for _ in 0..sockets {
            let Some(at) = arrivals.recv().await else { break };
            waits.push(at - sent);
        }
    }
    Ok(waits)
}
