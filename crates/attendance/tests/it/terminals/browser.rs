//! People in front of the pages: real HTTP, a session, a form token.

use super::world::{Reply, World};
use crate::tenant::capabilities;
use siaga_access::{Grant, Role};
use siaga_directory::{
    Capacity, EmployeeKind, NewEmployee, NewEmployment, NewPost, add_employee, add_employment, add_post,
    agency_by_code,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::web::{ServeLimits, WebConfig, router, serve};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PASSWORD: &str = "tiga-belas-huruf";

/// A signed-in person.
pub(crate) struct Browser {
    address: SocketAddr,
    token: String,
    csrf: String,
}

impl World {
    /// Employs somebody at the agency of the world and returns the key.
    pub(crate) async fn employ(&self, name: &str) -> i64 {
        let ctx = self.ctx();
        let from_on = "2020-01-01".parse().unwrap();
        let new = NewEmployee {
            name: name.to_owned(),
            staff_number: Some(format!("H-{name}")),
            ..NewEmployee::default()
        };
        let employee_id = add_employee(&ctx, new).await.unwrap().id;
        let kind = EmployeeKind::ContractWorker;
        add_employment(&ctx, NewEmployment { employee_id, kind, from_on, until_on: None }).await.unwrap();
        let post = NewPost {
            employee_id,
            agency_id: agency_by_code(&ctx, "dikbud").await.unwrap().id,
            unit_id: None,
            title: "Tenaga kontrak".to_owned(),
            level: None,
            decree: None,
            capacity: Capacity::Definitive,
            is_head: false,
            from_on,
            until_on: None,
        };
        add_post(&ctx, post).await.unwrap();
        employee_id
    }

    /// Signs somebody in with one role in the whole government.
    pub(crate) async fn sign_in(&self, login: &str, role: Role, employee: Option<i64>) -> Browser {
        let ctx = self.ctx();
        let tx = ctx.db().begin().await.unwrap();
        let new = NewAccount {
            login: login.to_owned(),
            name: login.to_owned(),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let account = accounts::create(&ctx, &tx, new).await.unwrap();
        let grant = Grant { role, agency: None, from_on: "2020-01-01".parse().unwrap(), until_on: None };
        accounts::grant(&ctx, &tx, account, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let given = SignIn {
            login: login.to_owned(),
            password: PASSWORD.to_owned(),
            address: "192.0.2.7".to_owned(),
            user_agent: "test".to_owned(),
            kind: SessionKind::Cookie,
        };
        let token = session::sign_in(self.app(), given).await.unwrap();
        let csrf = session::load(self.app(), &token).await.unwrap().unwrap().csrf;
        Browser { address: self.serve_people().await, token, csrf }
    }

    async fn serve_people(&self) -> SocketAddr {
        let capabilities = capabilities();
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = router(self.app().clone(), &capabilities, config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, router, ServeLimits::PEOPLE, std::future::pending()));
        address
    }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "", "").await
    }

    /// Sends a form with its token.
    pub(crate) async fn post(&self, path: &str, fields: &str) -> Reply {
        let body = format!("_csrf={}&{fields}", self.csrf);
        self.send("POST", path, "application/x-www-form-urlencoded", &body).await
    }

    /// Sends JSON with the token in its header.
    pub(crate) async fn json(&self, path: &str, body: &str) -> Reply {
        self.send("POST", path, "application/json", body).await
    }

    async fn send(&self, method: &str, path: &str, media_type: &str, body: &str) -> Reply {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: siaga.test\r\nOrigin: http://siaga.test\r\nConnection: close\r\n\
             Cookie: siaga={}\r\nx-csrf-token: {}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
            self.token,
            self.csrf,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        Reply::parse(&answer)
    }
}
