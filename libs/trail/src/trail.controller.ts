import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#libs/kernel';
import { parseTilePath, SignerKey, type TileCoordinate } from '#libs/transparency';
import { PublicLog } from './public-log.service.ts';

const PREFIX = '/trail/';
const TEXT = 'text/plain; charset=utf-8';
/** A tile of some width never changes, whether it is full or not. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The log below `/trail/`, to the letter of c2sp.org/tlog-tiles. Public, also to pages of other origins. */
@Controller('trail')
export class TrailController {
  private readonly log: PublicLog;
  private readonly signer: SignerKey;

  constructor(log: PublicLog, signer: SignerKey) {
    this.log = log;
    this.signer = signer;
  }

  @Get('checkpoint')
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const note = await this.log.checkpoint();
    open(reply, TEXT, 'no-cache');
    return note;
  }

  /** The public key that checkpoints are verified with, as signed-note writes it. */
  @Get('key')
  key(@Res({ passthrough: true }) reply: FastifyReply): string {
    open(reply, TEXT, 'no-cache');
    return `${this.signer.verifier.encode()}\n`;
  }

  @Get('tile/*')
  async tile(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Uint8Array> {
    const coordinate = coordinateOf(request.originalUrl);
    const bytes = coordinate && (await this.log.tile(coordinate));
    if (!bytes) throw notFound('tile');
    open(reply, 'application/octet-stream', FOR_EVER);
    return bytes;
  }
}

/** From the address as it was sent: decoded, several addresses would be one tile. */
function coordinateOf(url: string): TileCoordinate | null {
  const [path = ''] = url.split('?');
  try {
    return parseTilePath(path.slice(PREFIX.length));
  } catch {
    return null;
  }
}

function open(reply: FastifyReply, contentType: string, cacheControl: string): void {
  void reply.headers({
    'content-type': contentType,
    'cache-control': cacheControl,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
}
