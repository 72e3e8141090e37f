// A real SMTP server for tests. Arguments (all optional):
//   --out FILE          one JSON line per accepted mail: { from, to, user, secure, raw }
//   --cert FILE --key FILE  offer STARTTLS with this certificate, and require it before authentication
//   --user U --password P   require authentication
//   --no-auth           announce no authentication at all, and accept mail without it
//   --refuse ADDRESS    answer 550 to this recipient
//   --defer N           answer 451 to the first N recipients
//   --hang              read the whole mail, keep it, and never answer
// Prints {"port":N} once it listens on the loopback interface; ends when its standard input is closed.
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SMTPServer } from 'smtp-server';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string' },
    refuse: { type: 'string' },
    defer: { type: 'string', default: '0' },
    port: { type: 'string', default: '0' },
    'no-auth': { type: 'boolean', default: false },
    hang: { type: 'boolean', default: false },
  },
});

let toDefer = Number(values.defer);
const secure = values.cert !== undefined;
const authRequired = values.user !== undefined;

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

const disabledCommands = [];
if (!secure) disabledCommands.push('STARTTLS');
if (values['no-auth']) disabledCommands.push('AUTH');

const server = new SMTPServer({
  name: 'mail.example.test',
  disabledCommands,
  authOptional: !authRequired,
  authMethods: ['PLAIN', 'LOGIN'],
  disableReverseLookup: true,
  closeTimeout: 100,
  ...(secure ? { cert: readFileSync(values.cert), key: readFileSync(values.key) } : { allowInsecureAuth: true }),
  onAuth(auth, session, callback) {
    const known = auth.username === values.user && auth.password === values.password;
    callback(known ? null : refusal(535, 'Authentication credentials invalid'), known ? { user: auth.username } : undefined);
  },
  onRcptTo(address, session, callback) {
    if (address.address === values.refuse) return callback(refusal(550, 'No such mailbox'));
    if (toDefer > 0) {
      toDefer -= 1;
      return callback(refusal(451, 'Try again later'));
    }
    return callback();
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const mail = {
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        user: session.user ?? null,
        secure: session.secure,
        raw: Buffer.concat(chunks).toString('utf8'),
      };
      if (values.out) appendFileSync(values.out, `${JSON.stringify(mail)}\n`);
      if (!values.hang) callback(null, 'Accepted');
    });
  },
});

// A client that is killed in the middle of a mail is part of the tests.
server.on('error', (error) => process.stderr.write(`${error.message}\n`));
server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.server.address().port })}\n`);
});

process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
