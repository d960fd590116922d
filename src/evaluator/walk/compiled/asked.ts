import type { Direction } from '../../../model/policy';
import type { Entry } from '../../../model/walk';
import type { GateModel } from '../gate-model';
import type { AnswerTable } from './answer-table';
import type { Answers } from './answers';
import type { Ground } from './ground';
import type { PeerBits } from './peer-bits';

/** What a gate answers for every peer: numbers of answers. */
export type Row = Int32Array;

/** A gate as it stands to one subject, in one family of addresses. */
export type Asked = {
  readonly model: GateModel;
  readonly direction: Direction;
  readonly subject: number;
  readonly family: 4 | 6;
  /** Whether an entry of the gate counts. */
  readonly counts: (at: number) => boolean;
};

/** What rows are made with. */
export type RowGround = {
  readonly ground: Ground;
  readonly answers: Answers;
  readonly table: AnswerTable;
  readonly bits: PeerBits;
};

/** Whether the ports that an entry means depend on the destination. */
export function hasOwnPorts({ ports }: Entry): boolean {
  return ports !== 'any' && ports.some((port) => typeof port.ports === 'function');
}

/** Whether the ports of an entry are others for other peers. */
export function dependsOnPeer(entry: Entry, direction: Direction): boolean {
  return direction === 'egress' ? hasOwnPorts(entry) : entry.sourcePorts !== undefined;
}

/** The number of the ports that an entry means between the subject and a peer. */
export function portsBetween(
  answers: Answers,
  entry: Entry,
  { direction, subject }: Asked,
  peer: number,
): number {
  return direction === 'egress'
    ? answers.portsOf(entry, peer, subject)
    : answers.portsOf(entry, subject, peer);
}
