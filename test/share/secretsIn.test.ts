import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/engine/diagnose/index.ts';
import { MASK, masked, secretsIn } from '../../src/share/secretsIn.ts';

const seen = (text: string) =>
  secretsIn(text).map(({ kind, line, start, end }) => [kind, line, text.slice(start, end)]);

const KEY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4eXoifQ.c2lnbmF0dXJl';

describe('what looks like a secret, on which line, and its value', () => {
  test.each<[text: string, ...found: unknown[]]>([
    ['PASSWORD=a', ['password', 1, 'a']],
    ['one\nMYSQL_ROOT_PASSWORD=abc123\nthree', ['password', 2, 'abc123']],
    ['PGPASSWORD="two words" psql', ['password', 1, 'two words']],
    ['docker run -e DB_PASSWORD=hunter2 postgres', ['password', 1, 'hunter2']],
    ['docker run -e "DB_PASSWORD=two words" postgres', ['password', 1, 'two words']],
    ['podman run --env API_TOKEN=abc --env apiKey=def x', ['token', 1, 'abc'], ['API key', 1, 'def']],
    ['docker login -u me --password hunter2', ['password', 1, 'hunter2']],
    ['docker login --username me --password=hunter2', ['password', 1, 'hunter2']],
    ['docker login registry.example.com -u me -p hunter2', ['password', 1, 'hunter2']],
    ['kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef', ['token', 1, 'abcdef.0123456789abcdef']],
    [
      'execve("/usr/bin/x", ["x", "--password", "a,b", "--token=c"], 0x7f) = 0',
      ['password', 1, 'a,b'],
      ['token', 1, 'c'],
    ],
    ['AWS_SECRET_ACCESS_KEY=wJalr/XUtnFEMI', ['access key', 1, 'wJalr/XUtnFEMI']],
    ['key AKIAIOSFODNN7EXAMPLE used', ['access key', 1, 'AKIAIOSFODNN7EXAMPLE']],
    ['client_secret = abc', ['secret', 1, 'abc']],
    ['GET /v2/?access_token=abc&scope=x', ['token', 1, 'abc']],
    ['{"user": "me", "password": "a\\"b"}', ['password', 1, 'a\\"b']],
    ['{"clientSecret":"abc","identitytoken":"def"}', ['secret', 1, 'abc'], ['token', 1, 'def']],
    ['msg="{\\"password\\":\\"abc\\"}"', ['password', 1, 'abc']],
    ['{"auths": {"ghcr.io": {"auth": "bWU6aHVudGVyMg=="}}}', ['password', 1, 'bWU6aHVudGVyMg==']],
    ['    POSTGRES_PASSWORD: abc # of the test', ['password', 1, 'abc']],
    ["  password: 'two words'", ['password', 1, 'two words']],
    ['env:\n  - name: DB_PASSWORD\n    value: abc\n  - name: X\n    value: y', ['password', 3, 'abc']],
    ['{"name": "DB_PASSWORD", "value": "abc"}', ['password', 1, 'abc']],
    ['Authorization: Bearer abc.def', ['token', 1, 'abc.def']],
    ["curl -H 'Authorization: Basic bWU6eA==' x", ['password', 1, 'bWU6eA==']],
    ['curl -u me:hunter2 https://example.com', ['password', 1, 'hunter2']],
    ['X-Vault-Token: s.abc', ['token', 1, 's.abc']],
    ['git clone https://me:hunter2@example.com/x', ['password', 1, 'hunter2']],
    ['DATABASE_URL=postgres://app:hunter2@db:5432/x', ['password', 1, 'hunter2']],
    ['redis://:hunter2@cache:6379', ['password', 1, 'hunter2']],
    ['//npm.example.com/:_authToken=npm_abc', ['token', 1, 'npm_abc']],
    [`bound ${JWT}`, ['token', 1, JWT]],
    [
      'docker swarm join --token SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx',
      ['token', 1, 'SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx'],
    ],
    ['remote: ghp_0123456789abcdefghijABCDEFGHIJ012345', ['token', 1, 'ghp_0123456789abcdefghijABCDEFGHIJ012345']],
    [
      `a\n-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n${KEY}\n-----END RSA PRIVATE KEY-----\nb`,
      ['private key', 2, `${KEY}\n${KEY}`],
    ],
    [`-----BEGIN PRIVATE KEY-----\n${KEY}\nand a log.`, ['private key', 1, `${KEY}\nand a log`]],
    [`"key": "-----BEGIN PRIVATE KEY-----\\n${KEY}\\n-----END PRIVATE KEY-----\\n"`, ['private key', 1, KEY]],
  ])('%s', (text, ...found) => expect(seen(text)).toEqual(found));
});

describe('what is none', () => {
  test.each([
    'PASSWORD=',
    'PASSWORD=\nNEXT=1',
    'PASSWORD=***',
    'PASSWORD=********,',
    'PASSWORD=xxxx',
    'PASSWORD=redacted',
    'token=[REDACTED]',
    'DB_PASSWORD=$DB_PASSWORD',
    `docker run -e "DB_PASSWORD=\${DB_PASSWORD}" postgres`,
    'docker run -e DB_PASSWORD postgres',
    'TOKEN=$(cat token)',
    'PASSWORD=<your password>',
    '  password: {{ .Values.password }}',
    '{"password": ""}',
    '{"password": null, "token": 12, "secret": {"secretName": "x"}}',
    'POSTGRES_PASSWORD_FILE=/run/secrets/db-password',
    'GOOGLE_APPLICATION_CREDENTIALS=/var/run/x.json',
    'secrets:\n  db_password:\n    file: ./db_password.txt',
    'docker build --secret id=npmrc,src=.npmrc .',
    'podman run --secret db_password x',
    'LoadCredential=db:/etc/x',
    'secret "regcred" not found',
    'MountVolume.SetUp failed for volume "certs" : secret "certs" not found',
    'pods "x" is forbidden: unable to validate against any security context constraint: secrets is forbidden',
    'token: unexpected end of JSON input',
    'invalid character in token: "x"',
    'failed to fetch anonymous token: unexpected status: 401 Unauthorized',
    'Get "https://auth.docker.io/token?account=me&scope=repository%3Ax&offline_token=true&service=registry.docker.io"',
    'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
    'WARNING! Using --password via the CLI is insecure. Use --password-stdin.',
    'unknown flag: --password',
    'flag needs an argument: --token',
    'WWW-Authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
    'llm serve --tokens 4096 --max-tokens=4096 max_tokens=4096 tokenizer=bpe',
    'automountServiceAccountToken: false',
    '    SecretName:  default-token-abcde',
    '    TokenExpirationSeconds:  3607',
    'token:  12 bytes',
    'Password: ',
    'Failed password for root from 10.0.0.1 port 22 ssh2',
    "Access denied for user 'root'@'localhost' (using password: YES)",
    'passwd: Authentication token manipulation error',
    'if (token == NULL) return -EPERM;',
    'seccomp_load(ctx) = -1 EPERM (Operation not permitted)',
    'docker://alpine:3.19@sha256:0123456789abcdef',
    'http://proxy:3128/path@x',
    'login as me -p 2222',
    '-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'openat(AT_FDCWD, "/var/run/secrets/kubernetes.io/serviceaccount/token", O_RDONLY) = 3',
    'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 comm="passwd" exe="/usr/bin/passwd" code=0x50001',
  ])('%s', (text) => expect(seen(text)).toEqual([]));

  test('no message of the catalogue', () => {
    const messages = catalogue().flatMap(({ examples }) => examples);
    expect([messages.length > 100, messages.filter((message) => seen(message).length > 0)]).toEqual([true, []]);
  });
});

describe('a mask in the place of each value', () => {
  test.each([
    ['a\nPASSWORD=b c=d\n{"token": "e"}', `a\nPASSWORD=${MASK} c=d\n{"token": "${MASK}"}`],
    ['https://me:hunter2@x and ghp_0123456789abcdefghij', `https://me:${MASK}@x and ${MASK}`],
    ['nothing', 'nothing'],
  ])('%s', (text, expected) => expect([masked(text), masked(expected)]).toEqual([expected, expected]));
});

// In a second or two; in the square of the length it were minutes, and the test fails after twenty seconds.
test('a megabyte of anything is read to its end', () => {
  const pieces = ['x', 'token ', 'password=', 'login ', 'curl ', '://a:', '-----BEGIN PRIVATE KEY-----', 'name: '];
  const found = pieces.map((piece) => secretsIn(piece.repeat(1_000_000 / piece.length)).length);
  expect(found).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
}, 20_000);
