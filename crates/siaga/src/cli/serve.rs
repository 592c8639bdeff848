//! `siaga serve`.

use super::CliError;
use crate::program::{self, Place};
use crate::serve::{Listeners, Server};
use anyhow::Result;
use clap::Args;
use siaga_platform::web::WebConfig;
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga serve --listen 127.0.0.1:8080 --terminals 0.0.0.0:8081\n\nHalaman untuk orang diletakkan di belakang perantara https; mesin presensi memakai alamat sendiri di jaringan pemerintah."
)]
pub(crate) struct ServeArgs {
    /// Alamat halaman untuk orang
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Alamat untuk mesin presensi
    #[arg(long, default_value = "127.0.0.1:8081")]
    terminals: SocketAddr,
    /// Peramban memakai http biasa, tanpa perantara https (hanya untuk uji coba setempat)
    #[arg(long)]
    plain_http: bool,
    /// Alamat perantara https yang X-Forwarded-For-nya dipercaya
    #[arg(long, value_name = "ADDR")]
    trusted_proxy: Option<IpAddr>,
}

pub(crate) async fn run(place: &Place, args: ServeArgs) -> Result<ExitCode> {
    let app = program::open(place).await?;
    program::command_ctx(&app).await?;
    if app.demo && !place.demo_marker().exists() {
        let folder = place.folder.display();
        return Err(CliError::conflict(format!(
            "Data ini peragaan dengan orang rekaan, tetapi tandanya (demo.toml) tidak ada di {folder}. Layani dari \
             folder peragaan asalnya dengan --data, atau siapkan data sungguhan di tempat lain dengan «siaga init»."
        ))
        .into());
    }
    let listeners = Listeners::bind(args.listen, args.terminals).await?;
    let secure = !(args.plain_http || app.demo);
    println!("Halaman: http://{}", listeners.people_address()?);
    println!("Mesin presensi: http://{}/iclock/", listeners.terminals_address()?);
    let config = WebConfig { secure, trusted_proxy: args.trusted_proxy, ..WebConfig::default() };
    let server = Server::start(&app, listeners, config);
    server.until_asked_to_stop().await?;
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}
